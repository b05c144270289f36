package dev.stencil.adapter.mongo.document;

import static dev.stencil.adapter.mongo.document.BsonTypes.bson;
import static dev.stencil.adapter.mongo.document.BsonTypes.document;
import static dev.stencil.adapter.mongo.document.BsonTypes.instant;
import static dev.stencil.adapter.mongo.document.BsonTypes.text;

import dev.stencil.core.domain.Client;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.SessionId;
import dev.stencil.core.domain.session.RefreshState;
import dev.stencil.core.domain.session.RefreshState.Rotation;
import dev.stencil.core.domain.session.RevokedToken;
import dev.stencil.core.domain.session.Session;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * A session as it is stored, and beside it a revoked token of the original. What tells them apart is {@code _id}: an
 * ObjectId, or a string that is the token's {@link SessionId}, a colon and the user's id.
 */
public final class SessionDocument {
    public static final String USER = "user";
    public static final String EPOCH = "epoch";
    public static final String CURRENT = "current";
    public static final String USED = "used";
    public static final String EXPIRES = "expires";

    private SessionDocument() {}

    public static BsonDocument byUser(Id user) {
        return document(USER, user);
    }

    /** Nothing has the id of a token alone, as no session has. */
    public static BsonDocument byId(Id user, SessionId id) {
        return document(USER, user, "_id", value(id));
    }

    public static BsonDocument revoked(Id user, SessionId token) {
        return document(USER, user, "_id", token.text() + ':' + user);
    }

    public static BsonDocument of(RevokedToken token) {
        return revoked(token.user(), token.token()).append(EXPIRES, bson(token.expires()));
    }

    public static RevokedToken revokedToken(BsonDocument document) {
        Id user = BsonTypes.id(document, USER);
        String id = text(document, "_id");
        SessionId token = new SessionId(id.substring(0, id.length() - user.hex().length() - 1));
        return new RevokedToken(user, token, instant(document, EXPIRES));
    }

    public static BsonValue value(SessionId id) {
        return id.id().map(BsonTypes::bson).orElseGet(() -> bson(id.text()));
    }

    public static BsonDocument of(Session session) {
        BsonDocument document = document(
                USER, session.user(),
                "_id", value(session.id()),
                EPOCH, session.epoch(),
                "address", session.client().address(),
                "agent", session.client().userAgent(),
                "family", session.refresh().familyHash(),
                "created", session.created());
        document.putAll(changing(session));
        return document;
    }

    /** The members that a refresh changes. */
    public static BsonDocument changing(Session session) {
        List<BsonDocument> rotations =
                session.refresh().rotations().stream().map(SessionDocument::of).toList();
        return document(
                CURRENT, session.refresh().currentHash(),
                "rotations", rotations,
                USED, session.lastUsed(),
                EXPIRES, session.expires());
    }

    private static BsonDocument of(Rotation rotation) {
        return document("presented", rotation.presentedHash(), "salt", rotation.salt(), "at", rotation.at());
    }

    public static Session session(BsonDocument document) {
        List<Rotation> rotations = document.getArray("rotations").stream()
                .map(BsonValue::asDocument)
                .map(rotation -> new Rotation(
                        text(rotation, "presented"), text(rotation, "salt"), instant(rotation, "at")))
                .toList();
        return new Session(
                SessionId.of(BsonTypes.id(document, "_id")),
                BsonTypes.id(document, USER),
                document.getNumber(EPOCH).longValue(),
                new Client(text(document, "address"), text(document, "agent")),
                new RefreshState(text(document, "family"), text(document, CURRENT), rotations),
                instant(document, "created"),
                instant(document, USED),
                instant(document, EXPIRES));
    }
}
