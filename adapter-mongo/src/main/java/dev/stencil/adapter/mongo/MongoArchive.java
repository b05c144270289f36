package dev.stencil.adapter.mongo;

import static dev.stencil.adapter.mongo.document.BsonTypes.document;
import static dev.stencil.adapter.mongo.document.BsonTypes.each;
import static dev.stencil.adapter.mongo.document.SessionDocument.USER;
import static dev.stencil.adapter.mongo.document.UserDocument.KEY;

import com.mongodb.ReadConcern;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.stencil.adapter.mongo.document.BsonTypes;
import dev.stencil.adapter.mongo.document.OwnMember;
import dev.stencil.adapter.mongo.document.SessionDocument;
import dev.stencil.adapter.mongo.document.TemplateDocument;
import dev.stencil.adapter.mongo.document.UserDocument;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.archive.Archived;
import dev.stencil.core.domain.archive.KeyRole;
import dev.stencil.core.domain.archive.Slice;
import dev.stencil.core.domain.session.RevokedToken;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.port.Archive;
import dev.stencil.core.port.Intake;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * Archive and intake of the MongoDB storage. Documents with a key are accounts and templates; others in an adopted
 * database are neither. Each call of the intake is one insertion; if a unique index refuses it, a read tells which
 * document is there.
 */
final class MongoArchive implements Archive, Intake {
    /** No index helps to count what has no key. */
    private static final long LONGEST_COUNT_SECONDS = 120;

    private final Gate gate;
    private final MongoCollection<BsonDocument> users;
    private final MongoCollection<BsonDocument> templates;
    private final MongoCollection<BsonDocument> sessions;
    /** These see what another call has just written, before a majority has it. */
    private final MongoCollection<BsonDocument> latestUsers;
    private final MongoCollection<BsonDocument> latestTemplates;
    private final OwnerNames names;

    MongoArchive(MongoDatabase database, Gate gate) {
        this.gate = gate;
        this.users = database.getCollection(Schema.USERS, BsonDocument.class);
        this.templates = database.getCollection(Schema.TEMPLATES, BsonDocument.class);
        this.sessions = database.getCollection(Schema.SESSIONS, BsonDocument.class);
        this.latestUsers = users.withReadConcern(ReadConcern.LOCAL);
        this.latestTemplates = templates.withReadConcern(ReadConcern.LOCAL);
        this.names = new OwnerNames(latestUsers);
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
                        document(USER, after.user(), "_id",
                                document("$gt", SessionDocument.of(after).getString("_id"))),
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

    @Override
    public boolean put(User user, KeyRole role) {
        BsonDocument document = UserDocument.of(user, role.key(user));
        return gate.call(
                deadline -> inserted(deadline.on(latestUsers), document) || refuseUnlessSame(user, role, deadline));
    }

    private boolean refuseUnlessSame(User user, KeyRole role, Deadline deadline) {
        boolean same = deadline.first(latestUsers, UserDocument.byId(user.id()))
                // A document that is no account may have an id, too.
                .filter(OwnMember::hasKey)
                .map(UserDocument::archived)
                .filter(new Archived<>(user, role)::equals)
                .isPresent();
        if (same) {
            return false;
        }
        BsonDocument byKey = document(UserDocument.KEY, role.key(user), UserDocument.LEFT, BsonTypes.ABSENT);
        throw new Failure.Conflict(deadline.first(latestUsers, byKey).map(UserDocument::id).orElse(user.id()));
    }

    @Override
    public boolean put(Template template, KeyRole role) {
        return gate.call(deadline -> {
            Optional<String> owner = names.of(template.owner(), deadline);
            if (owner.isEmpty()) {
                throw new Failure.NotFound();
            }
            return inserted(deadline.on(latestTemplates), TemplateDocument.of(template, role, owner))
                    || refuseUnlessSame(template, role, deadline);
        });
    }

    private boolean refuseUnlessSame(Template template, KeyRole role, Deadline deadline) {
        boolean same = deadline.first(
                latestTemplates.withDocumentClass(RawBsonDocument.class), document("_id", template.id()))
                .filter(OwnMember::hasKey)
                .map(TemplateDocument::archived)
                .filter(there -> there.role() == role && there.item().isIdenticalTo(template))
                .isPresent();
        if (same) {
            return false;
        }
        BsonDocument byKey =
                document(TemplateDocument.OWNER, template.owner(), TemplateDocument.KEY, role.key(template));
        throw new Failure.Conflict(
                deadline.first(latestTemplates, byKey).map(BsonTypes::idOf).orElse(template.id()));
    }

    @Override
    public void revoke(RevokedToken token) {
        BsonDocument document = SessionDocument.of(token);
        gate.call(deadline -> inserted(deadline.on(sessions), document));
    }

    /** False if it is there, or something else in its place. */
    private static boolean inserted(MongoCollection<BsonDocument> collection, BsonDocument document) {
        return InsertUnlessThere.ifUnique(() -> collection.insertOne(document)).isPresent();
    }
}
