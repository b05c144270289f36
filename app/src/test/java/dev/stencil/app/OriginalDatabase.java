package dev.stencil.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A database as the original leaves it, seen without Stencil. */
public final class OriginalDatabase implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> LAST_TEN = List.of(
            "maria.lopez", "t.okafor", "jin-woo", "Zoë", "Ødegård", "marketing@example.org", "ops_team", "李雷",
            "k8s-bot", "ann");

    private final MongoForTests server = new MongoForTests();
    private final MongoClient client = MongoClients.create(server.uri());
    private final MongoDatabase database = client.getDatabase(nameIn(server.uri()));

    /** The recorded documents of a collection, in the order of the database, as {@code mongoexport} writes them. */
    public static List<String> recorded(String collection) throws IOException {
        String begin = "{\"collection\": \"" + collection + "\", \"document\": ";
        try (InputStream file = OriginalDatabase.class.getResourceAsStream("golden/database.jsonl")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), UTF_8).lines()
                    .filter(line -> line.startsWith(begin))
                    .map(line -> line.substring(begin.length(), line.length() - 1))
                    .toList();
        }
    }

    public static OriginalDatabase load() throws IOException {
        OriginalDatabase original = new OriginalDatabase();
        for (String collection : List.of("users", "templates")) {
            recorded(collection).forEach(document -> original.add(collection, document));
        }
        return original;
    }

    /** The last ten users that were recorded log in, and see what the original listed for them. */
    public static void assertTheLastTenUsersSeeWhatTheyHad(TestServer server) throws Exception {
        JsonWriterSettings relaxed = JsonWriterSettings.builder().outputMode(JsonMode.RELAXED).build();
        for (String name : LAST_TEN) {
            TestClient client = server.client();
            client.login(name, "correct horse " + name);
            List<JsonNode> listed = JSON.readTree(client.get("/get").body()).get("docs").valueStream()
                    .map(doc -> doc.get("template"))
                    .toList();
            assertThat(listed).isNotEmpty().isEqualTo(recorded("templates").stream()
                    .map(BsonDocument::parse)
                    .filter(template -> new BsonString(name).equals(template.get("profile")))
                    .map(template -> JSON.readTree(template.toJson(relaxed)).get("template"))
                    .toList());
        }
    }

    public String uri() {
        return server.uri();
    }

    public MongoCollection<BsonDocument> collection(String name) {
        return database.getCollection(name, BsonDocument.class);
    }

    public void add(String collection, String document) {
        collection(collection).insertOne(BsonDocument.parse(document));
    }

    public long adopted() {
        return collection("templates").countDocuments(BsonDocument.parse("{'stencil.version': {$exists: true}}"));
    }

    /** All members but ours, in their order, of every document by its collection and id. */
    public Map<String, BsonDocument> foreign() {
        Map<String, BsonDocument> documents = new TreeMap<>();
        for (String name : List.of("users", "templates")) {
            for (BsonDocument document : collection(name).find().into(new ArrayList<>())) {
                BsonDocument foreign = document.clone();
                foreign.remove("stencil");
                BsonValue order = new BsonString(foreign.keySet().toString());
                documents.put(name + foreign.get("_id"), new BsonDocument("order", order).append("all", foreign));
            }
        }
        return documents;
    }

    /** Of every account and every template of an account, what the original and we know of it; by our own id. */
    public static Map<String, BsonDocument> ours(String uri) {
        Map<String, BsonDocument> documents = new TreeMap<>();
        try (MongoClient client = MongoClients.create(uri)) {
            for (String name : List.of("users", "templates")) {
                for (BsonDocument document : client.getDatabase(nameIn(uri))
                        .getCollection(name, BsonDocument.class)
                        .find(BsonDocument.parse("{'stencil.key': {$exists: true}}"))) {
                    BsonDocument stencil = document.getDocument("stencil");
                    BsonDocument known = new BsonDocument("stencil", inOrderOfNames(stencil));
                    for (String member : List.of("username", "password", "profile", "template")) {
                        known.put(member, document.getOrDefault(member, BsonNull.VALUE));
                    }
                    documents.put(name + stencil.getOrDefault("id", document.get("_id")), known);
                }
            }
        }
        return documents;
    }

    private static BsonDocument inOrderOfNames(BsonDocument document) {
        BsonDocument sorted = new BsonDocument();
        sorted.putAll(new TreeMap<>(document));
        return sorted;
    }

    private static String nameIn(String uri) {
        return uri.replaceFirst(".*/([^/?]+).*", "$1");
    }

    /** Everything, ours too, by id: some servers move what they change. */
    public List<BsonDocument> everything() {
        List<BsonDocument> all = new ArrayList<>();
        for (String name : List.of("users", "templates", "stencil")) {
            collection(name).find().sort(BsonDocument.parse("{_id: 1}")).into(all);
        }
        return all;
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
