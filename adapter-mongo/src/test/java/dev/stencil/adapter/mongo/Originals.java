package dev.stencil.adapter.mongo;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stencil.adapter.mongo.document.OwnMember;
import dev.stencil.adapter.mongo.migration.Migration;
import dev.stencil.adapter.mongo.migration.MigrationOptions;
import dev.stencil.adapter.mongo.migration.MigrationOptions.Extent;
import dev.stencil.adapter.mongo.migration.MigrationProgress;
import dev.stencil.adapter.mongo.migration.MigrationReport;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.domain.template.Order;
import dev.stencil.core.port.Storage;
import dev.stencil.core.port.StorageNotOpened;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/** A database as the original left it, and what a migration makes of it. */
public final class Originals implements AutoCloseable {
    public static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");
    static final String HASH = "0".repeat(64);
    public static final String UNUSABLE_HASH = "hunter2";

    public final TestDatabase database = new TestDatabase();
    private int next = 0xa00;

    /** @return the id */
    public String user(String username) {
        String id = id();
        insert("users", "{_id: {$oid: '" + id + "'}, username: " + username + ", password: '" + HASH + "'}");
        return id;
    }

    /** @return the id */
    public String template(String profile, String template) {
        String id = id();
        insert("templates", "{_id: {$oid: '" + id + "'}, profile: " + profile + ", template: " + template + "}");
        return id;
    }

    private String id() {
        return "6b04aa4d8db14562ea94a" + Integer.toHexString(next++);
    }

    public void insert(String collection, String document) {
        database.collection(collection).insertOne(BsonDocument.parse(document));
    }

    public MigrationReport run(Extent extent) {
        return run(options(extent), (step, done, total) -> {});
    }

    public MigrationReport run(MigrationOptions options, MigrationProgress progress) {
        try (Migration migration = Migration.open(database.uri())) {
            return migration.run(options, progress);
        }
    }

    public static MigrationOptions options(Extent extent) {
        return new MigrationOptions(extent, name -> name.length() < 3000, Originals::unusable, Optional.empty(),
                () -> NOW);
    }

    /** As a hasher that knows all forms but one. */
    public static Optional<String> unusable(String hash) {
        return hash.equals(UNUSABLE_HASH) ? Optional.of("it is odd") : Optional.empty();
    }

    public MongoStorage open() {
        return MongoStorage.open(database.uri());
    }

    public BsonDocument ours(String collection, String id) {
        return all(collection)
                .filter(document -> document.isObjectId("_id")
                        && document.getObjectId("_id").getValue().toHexString().equals(id))
                .findFirst()
                .orElseThrow()
                .getDocument("stencil", new BsonDocument());
    }

    String text(String collection, String id, String member) {
        BsonValue value = ours(collection, id).get(member);
        return value == null ? "none" : value.isString() ? value.asString().getValue() : value.toString();
    }

    /** As the original does: without a thought of ours. */
    void set(String id, String template) {
        database.templates().updateOne(byId(id), BsonDocument.parse("{$set: {template: " + template + "}}"));
    }

    /** As somebody does who knows the original alone. */
    public void rename(String id, String username) {
        database.users().updateOne(byId(id), BsonDocument.parse("{$set: {username: " + username + "}}"));
    }

    public static BsonDocument byId(String id) {
        return BsonDocument.parse("{_id: {$oid: '" + id + "'}}");
    }

    public void assertNotOpened(String why) {
        assertThatExceptionOfType(StorageNotOpened.class).isThrownBy(this::open).withMessageContaining(why);
    }

    /** The account as a storage finds it. */
    User account(String name) {
        try (Storage storage = open()) {
            return storage.users().find(new UserName(name)).orElseThrow();
        }
    }

    List<String> list(String owner) {
        try (Storage storage = open()) {
            return list(storage, owner);
        }
    }

    /** The owner's contents as text, the oldest first. */
    public static List<String> list(Storage storage, String owner) {
        return storage.templates().page(new Id(owner), null, Order.OLDEST_FIRST, 2000).items().stream()
                .map(template -> String.valueOf(template.content().value()))
                .toList();
    }

    /** Every document by its id, without what is ours. */
    public Map<String, BsonDocument> foreign() {
        Map<String, BsonDocument> documents = new TreeMap<>();
        for (String collection : List.of("users", "templates")) {
            all(collection).forEach(document -> {
                BsonDocument foreign = document.clone();
                if (!OwnMember.isForeignIn(document)) {
                    foreign.remove("stencil");
                }
                String key = collection + new BsonDocument("_id", document.get("_id")).toJson();
                documents.put(key, foreign.append("#", new BsonString(foreign.keySet().toString())));
            });
        }
        return documents;
    }

    private Stream<BsonDocument> all(String collection) {
        return database.collection(collection).find().into(new ArrayList<>()).stream();
    }

    @Override
    public void close() {
        database.close();
    }
}
