package dev.stencil.adapter.mongo;

import static dev.stencil.adapter.mongo.document.BsonTypes.bson;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import dev.stencil.adapter.mongo.document.ArchivedDocuments;
import dev.stencil.adapter.mongo.document.BsonTypes;
import dev.stencil.adapter.mongo.document.SessionDocument;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.archive.Archived;
import dev.stencil.core.domain.archive.Slice;
import dev.stencil.core.domain.session.RevokedToken;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.port.Archive;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * Archive of the MongoDB storage. Documents with a key are accounts and templates; others in an adopted database are
 * neither.
 */
final class MongoArchive implements Archive {
    private static final String KEY = "stencil.key";
    /** No index helps to count what has no key. */
    private static final long LONGEST_COUNT_SECONDS = 120;

    private final Gate gate;
    private final MongoCollection<BsonDocument> users;
    private final MongoCollection<BsonDocument> templates;
    private final MongoCollection<BsonDocument> sessions;

    MongoArchive(MongoDatabase database, Gate gate) {
        this.gate = gate;
        this.users = database.getCollection(Schema.USERS, BsonDocument.class);
        this.templates = database.getCollection(Schema.TEMPLATES, BsonDocument.class);
        this.sessions = database.getCollection(Schema.SESSIONS, BsonDocument.class);
    }

    @Override
    public Slice<User> users(@Nullable Id after, int limit) {
        return gate.call(() -> {
            try (MongoCursor<Archived<User>> candidates = from(users, "stencil.id", after, limit)
                    .map(ArchivedDocuments::user)
                    .iterator()) {
                return Slice.ofUsers(candidates, limit);
            }
        });
    }

    @Override
    public Slice<Template> templates(@Nullable Id after, int limit) {
        return gate.call(() -> {
            try (MongoCursor<Archived<Template>> candidates = from(templates, "_id", after, limit)
                    .map(ArchivedDocuments::template)
                    .iterator()) {
                return Slice.ofTemplates(candidates, limit);
            }
        });
    }

    /** @param id the member that has the id, and an index */
    private static FindIterable<RawBsonDocument> from(
            MongoCollection<BsonDocument> collection, String id, @Nullable Id after, int limit) {
        BsonDocument range = after == null
                ? BsonTypes.ANY_ID
                : new BsonDocument("$gt", bson(after));
        return collection.find(new BsonDocument(id, range).append(KEY, exists(true)), RawBsonDocument.class)
                .sort(new BsonDocument(id, new BsonInt32(1)))
                .limit((int) Math.min(limit + 1L, Integer.MAX_VALUE));
    }

    /** By the index of the user and the id, of which only those of tokens are strings. */
    @Override
    public List<RevokedToken> revokedTokens(@Nullable RevokedToken after, int limit) {
        BsonDocument anyToken = new BsonDocument("$gte", new BsonString(""));
        BsonDocument range = after == null
                ? new BsonDocument("_id", anyToken)
                : new BsonDocument("$or", new BsonArray(List.of(
                        SessionDocument.byUser(after.user())
                                .append("_id", new BsonDocument("$gt", SessionDocument.of(after).get("_id"))),
                        new BsonDocument(SessionDocument.USER, new BsonDocument("$gt", bson(after.user())))
                                .append("_id", anyToken))));
        return gate.call(() -> sessions.find(range)
                .sort(new BsonDocument(SessionDocument.USER, new BsonInt32(1)).append("_id", new BsonInt32(1)))
                .limit(limit)
                .map(SessionDocument::revokedToken)
                .into(new ArrayList<>()));
    }

    @Override
    public Inventory inventory() {
        return gate.call(() -> {
            long others = List.of(users, templates).stream().mapToLong(MongoArchive::withoutKey).sum();
            return new Inventory(users.estimatedDocumentCount(), templates.estimatedDocumentCount(), others);
        });
    }

    private static long withoutKey(MongoCollection<BsonDocument> collection) {
        return collection.withTimeout(LONGEST_COUNT_SECONDS, TimeUnit.SECONDS)
                .countDocuments(new BsonDocument(KEY, exists(false)));
    }

    private static BsonDocument exists(boolean there) {
        return new BsonDocument("$exists", BsonBoolean.valueOf(there));
    }
}
