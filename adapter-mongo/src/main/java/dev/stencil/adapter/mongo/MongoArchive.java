package dev.stencil.adapter.mongo;

import static dev.stencil.adapter.mongo.document.BsonTypes.document;
import static dev.stencil.adapter.mongo.document.BsonTypes.each;
import static dev.stencil.adapter.mongo.document.SessionDocument.USER;
import static dev.stencil.adapter.mongo.document.UserDocument.KEY;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.stencil.adapter.mongo.document.BsonTypes;
import dev.stencil.adapter.mongo.document.SessionDocument;
import dev.stencil.adapter.mongo.document.TemplateDocument;
import dev.stencil.adapter.mongo.document.UserDocument;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.archive.Slice;
import dev.stencil.core.domain.session.RevokedToken;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.port.Archive;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * Archive of the MongoDB storage. Documents with a key are accounts and templates; others in an adopted database are
 * neither.
 */
final class MongoArchive implements Archive {
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
        return gate.page(from(users, UserDocument.ID, after), limit, UserDocument::archived,
                candidates -> Slice.ofUsers(candidates, limit));
    }

    @Override
    public Slice<Template> templates(@Nullable Id after, int limit) {
        return gate.page(from(templates, "_id", after), limit, TemplateDocument::archived,
                candidates -> Slice.ofTemplates(candidates, limit));
    }

    /** @param id the member that has the id, and an index */
    private static FindIterable<RawBsonDocument> from(
            MongoCollection<BsonDocument> collection, String id, @Nullable Id after) {
        BsonDocument range = after == null ? BsonTypes.ANY_ID : document("$gt", after);
        return collection.find(document(id, range, KEY, BsonTypes.PRESENT), RawBsonDocument.class)
                .sort(document(id, 1));
    }

    /** By the index of the user and the id, of which only those of tokens are strings. */
    @Override
    public List<RevokedToken> revokedTokens(@Nullable RevokedToken after, int limit) {
        BsonDocument anyToken = document("$gte", "");
        BsonDocument range = after == null
                ? document("_id", anyToken)
                : document("$or", List.of(
                        document(USER, after.user(), "_id", document("$gt", SessionDocument.of(after).get("_id"))),
                        document(USER, document("$gt", after.user()), "_id", anyToken)));
        return gate.list(sessions.find(range)
                .sort(each(1, USER, "_id"))
                .limit(limit)
                .map(SessionDocument::revokedToken));
    }

    @Override
    public Inventory inventory() {
        return gate.call(() -> new Inventory(
                users.estimatedDocumentCount(),
                templates.estimatedDocumentCount(),
                withoutKey(users) + withoutKey(templates)));
    }

    private static long withoutKey(MongoCollection<BsonDocument> collection) {
        return collection.withTimeout(LONGEST_COUNT_SECONDS, TimeUnit.SECONDS)
                .countDocuments(document(KEY, BsonTypes.ABSENT));
    }
}
