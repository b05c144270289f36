package dev.stencil.bench.bare;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.bson.BsonArray;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.RawBsonDocument;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/** The documents of Stencil, with its concerns and its queries. The driver writes the JSON. */
final class MongoData implements Data {
    private static final int CONNECTIONS = 32;
    private static final JsonWriterSettings JSON =
            JsonWriterSettings.builder().outputMode(JsonMode.RELAXED).build();
    private static final BsonDocument OLDEST_FIRST =
            new BsonDocument("stencil.created", new BsonInt32(1)).append("_id", new BsonInt32(1));
    private static final BsonDocument ID_ALONE = new BsonDocument("_id", new BsonInt32(1));
    private static final BsonDocument ALL_BUT_CONTENT = new BsonDocument("template", new BsonInt32(0));
    private static final FindOneAndUpdateOptions INSERT = new FindOneAndUpdateOptions()
            .upsert(true)
            .returnDocument(ReturnDocument.BEFORE)
            .sort(OLDEST_FIRST)
            .projection(ID_ALONE);

    private final MongoCollection<BsonDocument> templates;
    private final MongoCollection<BsonDocument> latest;
    private final BsonObjectId owner;
    private final BsonString profile;

    MongoData(String uri, String owner, String profile) {
        ConnectionString address = new ConnectionString(uri);
        MongoClientSettings settings = MongoClientSettings.builder()
                .applyConnectionString(address)
                .applyToConnectionPoolSettings(pool -> pool.maxSize(CONNECTIONS))
                .timeout(2500, MILLISECONDS)
                .writeConcern(WriteConcern.MAJORITY.withJournal(true))
                .readConcern(ReadConcern.MAJORITY)
                .readPreference(ReadPreference.primary())
                .build();
        this.templates = MongoClients.create(settings)
                .getDatabase(String.valueOf(address.getDatabase()))
                .getCollection("templates", BsonDocument.class);
        this.latest = templates.withReadConcern(ReadConcern.LOCAL);
        this.owner = new BsonObjectId(new ObjectId(owner));
        this.profile = new BsonString(profile);
    }

    @Override
    public List<Row> oldest(int limit) {
        return templates.find(byOwner(), RawBsonDocument.class)
                .sort(OLDEST_FIRST)
                .limit(limit)
                .map(MongoData::row)
                .into(new ArrayList<>());
    }

    @Override
    public Optional<Row> find(String id) {
        return Optional.ofNullable(
                templates.find(byId(id), RawBsonDocument.class).sort(OLDEST_FIRST).map(MongoData::row).first());
    }

    @Override
    public CompletionStage<Row> insert(byte[] content) {
        BsonString fingerprint = new BsonString(Fingerprints.of(content));
        long now = System.currentTimeMillis();
        ObjectId id = new ObjectId();
        BsonDocument rest = new BsonDocument("_id", new BsonObjectId(id))
                .append("profile", profile)
                .append("stencil.key", fingerprint)
                .append("template", RawBsonDocument.parse(new String(content, UTF_8)))
                .append("stencil.version", new BsonInt64(1))
                .append("stencil.created", new BsonDateTime(now))
                .append("stencil.updated", new BsonDateTime(now));
        BsonDocument there = latest.findOneAndUpdate(
                byOwner().append("stencil.fingerprint", fingerprint), new BsonDocument("$setOnInsert", rest), INSERT);
        if (there != null) {
            throw new IllegalStateException("it is there already");
        }
        return CompletableFuture.completedFuture(new Row(id.toHexString(), 1, now, now, () -> content));
    }

    @Override
    public Optional<Row> replace(String id, @Nullable Long version, byte[] content) {
        BsonString fingerprint = new BsonString(Fingerprints.of(content));
        BsonDocument taken = byOwner().append("stencil.fingerprint", fingerprint);
        List<BsonDocument> found = latest.find(new BsonDocument("$or", new BsonArray(List.of(byId(id), taken))))
                .sort(OLDEST_FIRST)
                .projection(ALL_BUT_CONTENT)
                .into(new ArrayList<>());
        if (found.size() != 1) {
            return Optional.empty();
        }
        BsonDocument next = found.getFirst();
        BsonDocument ours = next.getDocument("stencil");
        long current = ours.getNumber("version").longValue();
        if (version != null && version != current) {
            return Optional.empty();
        }
        BsonDocument unchanged = byId(id)
                .append("stencil.version", ours.get("version"))
                .append("stencil.key", ours.get("key"));
        long now = System.currentTimeMillis();
        ours.append("fingerprint", fingerprint)
                .append("key", fingerprint)
                .append("version", new BsonInt64(current + 1))
                .append("updated", new BsonDateTime(now));
        next.append("template", RawBsonDocument.parse(new String(content, UTF_8)));
        if (templates.replaceOne(unchanged, next).getMatchedCount() == 0) {
            return version == null ? replace(id, null, content) : Optional.empty();
        }
        return Optional.of(new Row(id, current + 1, ours.getDateTime("created").getValue(), now, () -> content));
    }

    private BsonDocument byOwner() {
        return new BsonDocument("stencil.owner", owner);
    }

    private BsonDocument byId(String id) {
        return byOwner().append("_id", new BsonObjectId(new ObjectId(id)));
    }

    private static Row row(RawBsonDocument document) {
        BsonDocument ours = document.getDocument("stencil");
        RawBsonDocument content = (RawBsonDocument) document.getDocument("template");
        return new Row(
                document.getObjectId("_id").getValue().toHexString(),
                ours.getNumber("version").longValue(),
                ours.getDateTime("created").getValue(),
                ours.getDateTime("updated").getValue(),
                () -> content.toJson(JSON).getBytes(UTF_8));
    }
}
