package dev.stencil.adapter.mongo;

import static dev.stencil.adapter.mongo.document.BsonTypes.ANY_ID;
import static dev.stencil.adapter.mongo.document.BsonTypes.ID_ALONE;
import static dev.stencil.adapter.mongo.document.BsonTypes.bson;
import static dev.stencil.adapter.mongo.document.BsonTypes.document;
import static dev.stencil.adapter.mongo.document.SessionDocument.EXPIRES;
import static dev.stencil.adapter.mongo.document.SessionDocument.USED;
import static dev.stencil.adapter.mongo.document.SessionDocument.USER;
import static dev.stencil.adapter.mongo.document.SessionDocument.byId;
import static dev.stencil.adapter.mongo.document.SessionDocument.byUser;

import com.mongodb.ReadConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.stencil.adapter.mongo.document.SessionDocument;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.SessionId;
import dev.stencil.core.domain.session.RevokedToken;
import dev.stencil.core.domain.session.Session;
import dev.stencil.core.port.SessionRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bson.BsonDocument;

/**
 * Repository of sessions in MongoDB. Every filter but the sweep's names the user, by which the collection may be
 * sharded.
 */
final class MongoSessionRepository implements SessionRepository {
    private static final BsonDocument LATEST_FIRST = document("_id", -1);

    private final Gate gate;
    private final MongoCollection<BsonDocument> sessions;
    private final MongoCollection<BsonDocument> latest;

    MongoSessionRepository(MongoDatabase database, Gate gate) {
        this.gate = gate;
        this.sessions = database.getCollection(Schema.SESSIONS, BsonDocument.class);
        this.latest = sessions.withReadConcern(ReadConcern.LOCAL);
    }

    @Override
    public void add(Session session) {
        insert(SessionDocument.of(session));
    }

    /** If its id is there, it was written before a reply was lost, or once before. */
    private void insert(BsonDocument document) {
        gate.call(() -> InsertUnlessThere.ifUnique(() -> sessions.insertOne(document)));
    }

    @Override
    public Optional<Session> find(Id user, SessionId id) {
        return gate.first(sessions.find(byId(user, id))).map(SessionDocument::session);
    }

    @Override
    public List<Session> list(Id user, int limit) {
        return gate.list(sessions.find(sessionsOf(user))
                .sort(LATEST_FIRST)
                .limit(limit)
                .map(SessionDocument::session));
    }

    /** Without the user's revoked tokens. */
    private static BsonDocument sessionsOf(Id user) {
        return byUser(user).append("_id", ANY_ID);
    }

    @Override
    public boolean refresh(Session expected, Session refreshed) {
        BsonDocument current = byId(expected.user(), expected.id())
                .append(SessionDocument.CURRENT, bson(expected.refresh().currentHash()));
        BsonDocument change = document("$set", SessionDocument.changing(refreshed));
        return gate.call(() -> sessions.updateOne(current, change)).getMatchedCount() > 0;
    }

    @Override
    public void touch(Id user, SessionId id, Instant used, Instant expires) {
        BsonDocument earlier = byId(user, id).append(USED, document("$lt", used));
        BsonDocument change = document("$set", document(USED, used, EXPIRES, expires));
        gate.call(() -> sessions.updateOne(earlier, change));
    }

    @Override
    public boolean remove(Id user, SessionId id) {
        return gate.call(() -> sessions.deleteOne(byId(user, id))).getDeletedCount() > 0;
    }

    @Override
    public void removeAllBut(Id user, int keep) {
        gate.call(deadline -> {
            BsonDocument last = deadline.on(latest).find(sessionsOf(user))
                    .sort(LATEST_FIRST)
                    .skip(keep)
                    .projection(ID_ALONE)
                    .first();
            if (last == null) {
                return 0L;
            }
            BsonDocument range = ANY_ID.clone().append("$lte", last.get("_id"));
            return deadline.on(sessions).deleteMany(byUser(user).append("_id", range)).getDeletedCount();
        });
    }

    @Override
    public void removeEarlier(Id user, long epoch, Optional<SessionId> survivor) {
        BsonDocument ids = ANY_ID.clone();
        survivor.ifPresent(id -> ids.append("$ne", SessionDocument.value(id)));
        gate.call(() -> sessions.deleteMany(
                document(USER, user, "_id", ids, SessionDocument.EPOCH, document("$lt", epoch))));
    }

    @Override
    public int removeAll(Id user, int atMost) {
        return gate.call(deadline -> BoundedDeletion.remove(latest, byUser(user), atMost, deadline));
    }

    @Override
    public int removeExpired(Instant now, int atMost) {
        BsonDocument expired = document(EXPIRES, document("$lte", now));
        return gate.call(deadline -> BoundedDeletion.remove(latest, expired, atMost, deadline));
    }

    @Override
    public void revoke(Id user, SessionId token, Instant expires) {
        insert(SessionDocument.of(new RevokedToken(user, token, expires)));
    }

    @Override
    public boolean isRevoked(Id user, SessionId token) {
        return gate.first(sessions.find(SessionDocument.revoked(user, token)).projection(ID_ALONE)).isPresent();
    }
}
