package dev.stencil.adapter.mongo;

import static dev.stencil.adapter.mongo.document.BsonTypes.document;

import com.mongodb.ReadConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.stencil.adapter.mongo.document.BsonTypes;
import dev.stencil.adapter.mongo.document.OwnMember;
import dev.stencil.adapter.mongo.document.SessionDocument;
import dev.stencil.adapter.mongo.document.TemplateDocument;
import dev.stencil.adapter.mongo.document.UserDocument;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.archive.Archived;
import dev.stencil.core.domain.archive.KeyRole;
import dev.stencil.core.domain.session.RevokedToken;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.port.Intake;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;

/**
 * Intake of the MongoDB storage. Each call is one insertion; if a unique index refuses it, a read tells which document
 * is there.
 */
final class MongoIntake implements Intake {
    private final Gate gate;
    private final MongoCollection<BsonDocument> users;
    private final MongoCollection<BsonDocument> templates;
    private final MongoCollection<BsonDocument> sessions;
    private final OwnerNames names;

    MongoIntake(MongoDatabase database, Gate gate) {
        this.gate = gate;
        // Sees what another call has just written, before a majority has it.
        this.users = database.getCollection(Schema.USERS, BsonDocument.class).withReadConcern(ReadConcern.LOCAL);
        this.templates =
                database.getCollection(Schema.TEMPLATES, BsonDocument.class).withReadConcern(ReadConcern.LOCAL);
        this.sessions = database.getCollection(Schema.SESSIONS, BsonDocument.class);
        this.names = new OwnerNames(users);
    }

    @Override
    public boolean put(User user, KeyRole role) {
        BsonDocument document = UserDocument.of(user, role.key(user));
        return gate.call(deadline -> inserted(deadline.on(users), document) || refuseUnlessSame(user, role, deadline));
    }

    private boolean refuseUnlessSame(User user, KeyRole role, Deadline deadline) {
        boolean same = deadline.first(users, UserDocument.byId(user.id()))
                // Also documents that are no account of ours have ids.
                .filter(OwnMember::hasKey)
                .map(UserDocument::archived)
                .filter(new Archived<>(user, role)::equals)
                .isPresent();
        if (same) {
            return false;
        }
        BsonDocument byKey = document(UserDocument.KEY, role.key(user), UserDocument.LEFT, BsonTypes.ABSENT);
        throw new Failure.Conflict(deadline.first(users, byKey).map(UserDocument::id).orElse(user.id()));
    }

    @Override
    public boolean put(Template template, KeyRole role) {
        return gate.call(deadline -> {
            Optional<String> owner = names.of(template.owner(), deadline);
            if (owner.isEmpty()) {
                throw new Failure.NotFound();
            }
            return inserted(deadline.on(templates), TemplateDocument.of(template, role, owner))
                    || refuseUnlessSame(template, role, deadline);
        });
    }

    private boolean refuseUnlessSame(Template template, KeyRole role, Deadline deadline) {
        boolean same = deadline.first(
                templates.withDocumentClass(RawBsonDocument.class), document("_id", template.id()))
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
                deadline.first(templates, byKey).map(BsonTypes::idOf).orElse(template.id()));
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
