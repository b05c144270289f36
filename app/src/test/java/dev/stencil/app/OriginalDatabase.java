package dev.stencil.app;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;

/** A database as the original leaves it, seen without Stencil. */
public final class OriginalDatabase implements AutoCloseable {
    private final MongoForTests server = new MongoForTests();
    private final MongoClient client = MongoClients.create(server.uri());
    private final MongoDatabase database = client.getDatabase(nameIn(server.uri()));

    /** The documents of the file, each with its collection, in their order. */
    public static List<BsonDocument> recorded() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(MongoForTests.class.getResourceAsStream("golden/database.jsonl")),
                StandardCharsets.UTF_8))) {
            return lines.lines().map(BsonDocument::parse).toList();
        }
    }

    public static OriginalDatabase load() throws IOException {
        OriginalDatabase original = new OriginalDatabase();
        for (BsonDocument line : recorded()) {
            original.collection(line.getString("collection").getValue()).insertOne(line.getDocument("document"));
        }
        return original;
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
