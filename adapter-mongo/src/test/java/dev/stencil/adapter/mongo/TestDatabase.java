package dev.stencil.adapter.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.stencil.contract.fixture.FaultProxy;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.bson.BsonDocument;

/** A database of a test's own, seen without Stencil. */
public final class TestDatabase implements AutoCloseable {
    private final String name = "stencil_test_" + UUID.randomUUID();
    private final MongoClient client = MongoClients.create(MongoServers.uri());

    /** A proxy before the server of the tests. */
    static FaultProxy proxy() {
        ServerAddress first = new ServerAddress(new ConnectionString(MongoServers.uri()).getHosts().getFirst());
        return new FaultProxy(new InetSocketAddress(first.getHost(), first.getPort()));
    }

    /** The address of this database. */
    String uri() {
        return uriOn(MongoServers.uri());
    }

    /** The address of this database through a proxy, and of no other member of the server's replica set. */
    String uriThrough(FaultProxy proxy) {
        String direct = MongoServers.uri()
                .replaceFirst("^mongodb://((?:[^@/]*@)?)[^/?]+/?", "mongodb://$1127.0.0.1:" + proxy.port() + "/")
                .replaceFirst("replicaSet=[^&]*", "directConnection=true");
        String option = (direct.contains("?") ? "&" : "?") + "directConnection=true";
        return uriOn(direct.contains("directConnection=") ? direct : direct + option);
    }

    private String uriOn(String server) {
        return server.replaceFirst("^(mongodb(?:\\+srv)?://[^/?]+)(?:/[^?]*)?", "$1/" + name);
    }

    public MongoCollection<BsonDocument> users() {
        return collection("users");
    }

    public MongoCollection<BsonDocument> templates() {
        return collection("templates");
    }

    public MongoCollection<BsonDocument> collection(String collection) {
        return raw().getCollection(collection, BsonDocument.class);
    }

    /** Every document and every index. */
    public List<BsonDocument> everything() {
        List<BsonDocument> all = new ArrayList<>();
        for (String collection : raw().listCollectionNames()) {
            collection(collection).find().into(all);
            collection(collection).listIndexes(BsonDocument.class).into(all);
        }
        all.sort(Comparator.comparing(BsonDocument::toJson));
        return all;
    }

    private MongoDatabase raw() {
        return client.getDatabase(name);
    }

    @Override
    public void close() {
        raw().drop();
        client.close();
    }
}
