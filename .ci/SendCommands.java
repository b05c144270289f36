import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.bson.BsonDocument;

/** Program that sends the commands of its standard input, a line each, to the database of MONGODB_URI. */
final class SendCommands {
    private SendCommands() {}

    public static void main(String[] args) throws IOException {
        ConnectionString address = new ConnectionString(System.getenv("MONGODB_URI"));
        try (MongoClient client = MongoClients.create(address);
                BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            MongoDatabase database = client.getDatabase(address.getDatabase());
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                database.runCommand(BsonDocument.parse(line));
            }
        }
    }
}
