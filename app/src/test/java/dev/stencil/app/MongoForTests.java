package dev.stencil.app;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.ServerVersion;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import dev.stencil.contract.fixture.FaultProxy;
import java.net.InetSocketAddress;
import java.util.UUID;

/** A database of a test's own: on the server of the environment's {@code MONGODB_URI}, else on a stand-in. */
public final class MongoForTests implements AutoCloseable {
    private static final String SERVER = server();

    private final String name = "stencil_test_" + UUID.randomUUID();

    public String uri() {
        return uriOn(SERVER);
    }

    /** The address of the database through a proxy, and of no other member of the server's replica set. */
    public String uriThrough(FaultProxy proxy) {
        String direct = SERVER
                .replaceFirst("^mongodb://((?:[^@/]*@)?)[^/?]+/?", "mongodb://$1127.0.0.1:" + proxy.port() + "/")
                .replaceFirst("replicaSet=[^&]*", "directConnection=true");
        String option = (direct.contains("?") ? "&" : "?") + "directConnection=true";
        return uriOn(direct.contains("directConnection=") ? direct : direct + option);
    }

    private String uriOn(String server) {
        return server.replaceFirst("^(mongodb(?:\\+srv)?://[^/?]+)(?:/[^?]*)?", "$1/" + name);
    }

    /** A proxy before the server. */
    public static FaultProxy proxy() {
        String[] first = SERVER.replaceFirst("^mongodb://(?:[^@/]*@)?([^,/?]+).*", "$1").split(":", 2);
        return new FaultProxy(new InetSocketAddress(first[0], first.length > 1 ? Integer.parseInt(first[1]) : 27017));
    }

    /** How many documents a collection has. */
    public long count(String collection) {
        try (MongoClient client = MongoClients.create(SERVER)) {
            return client.getDatabase(name).getCollection(collection).countDocuments();
        }
    }

    /** Drops the database. */
    @Override
    public void close() {
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
