package dev.stencil.adapter.mongo;

import static dev.stencil.adapter.mongo.document.BsonTypes.bson;

import com.mongodb.MongoException;
import com.mongodb.ReadConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.UpdateOptions;
import dev.stencil.adapter.mongo.document.AccountMembers;
import dev.stencil.adapter.mongo.document.BsonTypes;
import dev.stencil.adapter.mongo.document.OwnMember;
import dev.stencil.adapter.mongo.document.UserDocument;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.Tombstone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;

/**
 * Deletes accounts, and keeps tombstones beside them: documents without a name and without {@code stencil.id}, so that
 * nothing takes them for accounts. The account itself goes last: as long as it is there, an interrupted deletion is
 * started again.
 */
public final class UserDeletion {
    /** When it was left: what tombstones alone have. */
    static final String LEFT = "stencil.left";
    static final BsonDocument NEVER = new BsonDocument("$exists", BsonBoolean.FALSE);
    /** Of a document that has exactly the name of an account and never was one: the account's id. */
    public static final String TWIN = "stencil.twin";

    private static final String OF_USER = "stencil.user";
    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);

    private final MongoCollection<BsonDocument> users;
    private final MongoCollection<BsonDocument> latest;
    private final Gate gate;

    UserDeletion(MongoCollection<BsonDocument> users, Gate gate) {
        this.users = users;
        this.latest = users.withReadConcern(ReadConcern.LOCAL);
        this.gate = gate;
    }

    /** @return whether there was such an account, and it was closed */
    boolean delete(Id id, Instant now) {
        BsonDocument closed = UserDocument.byId(id).append(AccountMembers.CLOSED, BsonBoolean.TRUE);
        return gate.call(deadline -> {
            BsonDocument account = deadline.on(latest).find(closed).first();
            if (account == null) {
                return false;
            }
            leaveTombstone(deadline.on(users), id, now);
            deadline.on(users).deleteMany(twins(account));
            BsonDocument key = new BsonDocument(UserDocument.KEY, new BsonString(UserDocument.key(account)));
            key.putAll(closed);
            deadline.on(users).deleteOne(key);
            return true;
        });
    }

    private static void leaveTombstone(MongoCollection<BsonDocument> users, Id id, Instant now) {
        BsonDocument left = new BsonDocument("$set", new BsonDocument(LEFT, bson(now)));
        try {
            users.updateOne(tombstone(id), left, UPSERT);
        } catch (MongoException e) {
            if (!InsertUnlessThere.isDuplicateKey(e)) {
                throw e;
            }
            // Somebody else left it at the same moment.
            users.updateOne(tombstone(id), left, UPSERT);
        }
    }

    private static BsonDocument tombstone(Id id) {
        return new BsonDocument(UserDocument.KEY, new BsonString("\0deleted:" + id)).append(OF_USER, bson(id));
    }

    /** An expression compares whole values: an equality would also match a list that has the name in it. */
    private static BsonDocument twins(BsonDocument account) {
        BsonArray both = new BsonArray(List.of(
                new BsonString("$" + UserDocument.NAME),
                new BsonDocument("$literal", account.get(UserDocument.NAME))));
        return new BsonDocument(TWIN, account.getDocument(OwnMember.NAME).get("id"))
                .append(UserDocument.KEY, NEVER)
                .append("$expr", new BsonDocument("$eq", both));
    }

    /** The oldest first. */
    List<Tombstone> tombstones(Instant left, int limit) {
        BsonDocument until = new BsonDocument(LEFT, new BsonDocument("$lte", bson(left)));
        return gate.call(() -> latest.find(until)
                .sort(new BsonDocument(LEFT, new BsonInt32(1)))
                .limit(limit)
                .map(document -> document.getDocument(OwnMember.NAME))
                .map(ours -> new Tombstone(BsonTypes.id(ours, "user"), BsonTypes.instant(ours, "left")))
                .into(new ArrayList<>()));
    }

    void removeTombstone(Id id) {
        gate.call(() -> users.deleteOne(tombstone(id)));
    }
}
