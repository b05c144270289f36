package dev.stencil.adapter.mongo;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stencil.core.port.StorageNotOpened;
import dev.stencil.adapter.mongo.MigrationOptions.Extent;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.Order;
import dev.stencil.core.port.Storage;
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
final class Originals implements AutoCloseable {
    static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");
    static final String HASH = "0".repeat(64);

    final TestDatabase database = new TestDatabase();
    private int next = 0xa00;

    /** @return the id */
    String user(String username) {
        String id = id();
        insert("users", "{_id: {$oid: '" + id + "'}, username: " + username + ", password: '" + HASH + "'}");
        return id;
    }

    /** @return the id */
    String template(String profile, String template) {
        String id = id();
        insert("templates", "{_id: {$oid: '" + id + "'}, profile: " + profile + ", template: " + template + "}");
        return id;
    }

    private String id() {
        return "6b04aa4d8db14562ea94a" + Integer.toHexString(next++);
    }

    void insert(String collection, String document) {
        database.collection(collection).insertOne(BsonDocument.parse(document));
    }

    MigrationReport run(Extent extent) {
        return run(options(extent), (step, done, total) -> {});
    }

    MigrationReport run(MigrationOptions options, MigrationProgress progress) {
        try (Migration migration = Migration.open(database.uri())) {
            return migration.run(options, progress);
        }
    }

    static MigrationOptions options(Extent extent) {
        return new MigrationOptions(extent, name -> name.length() < 3000, Optional.empty(), () -> NOW);
    }

    MongoStorage open() {
        return MongoStorage.open(database.uri());
    }

    BsonDocument ours(String collection, String id) {
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

    static BsonDocument byId(String id) {
        return BsonDocument.parse("{_id: {$oid: '" + id + "'}}");
    }

    void assertNotOpened(String why) {
        assertThatExceptionOfType(StorageNotOpened.class).isThrownBy(this::open).withMessageContaining(why);
    }

    /** The owner's contents as text, the oldest first. */
    static List<String> list(Storage storage, String owner) {
        return storage.templates().page(new Id(owner), null, Order.OLDEST_FIRST, 2000).items().stream()
                .map(template -> String.valueOf(template.content().value()))
                .toList();
    }

    /** Every document by its id, without what is ours. */
    Map<String, BsonDocument> foreign() {
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
