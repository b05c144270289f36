package dev.stencil.app;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.ServerVersion;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.util.UUID;

/** A database of a test's own: on the server of the environment's {@code MONGODB_URI}, else on a stand-in. */
public final class MongoForTests {
    private static final String SERVER = server();

    private final String name = "stencil_test_" + UUID.randomUUID();

    public String uri() {
        return SERVER.replaceFirst("^(mongodb(?:\\+srv)?://[^/?]+)(?:/[^?]*)?", "$1/" + name);
    }

    public void drop() {
        try (MongoClient client = MongoClients.create(SERVER)) {
            client.getDatabase(name).drop();
        }
    }

    private static String server() {
        String given = System.getenv("MONGODB_URI");
        return given == null || given.isEmpty() ? standIn() : given;
    }

    /** One for all tests, until the JVM ends. */
    private static String standIn() {
        MongoServer server = new MongoServer(new MemoryBackend().version(ServerVersion.MONGO_5_0));
        server.bind();
        return server.getConnectionString();
    }
}
