package dev.stencil.adapter.mongo;

import static dev.stencil.adapter.mongo.document.BsonTypes.document;
import static dev.stencil.adapter.mongo.document.UserDocument.ID;
import static dev.stencil.adapter.mongo.document.UserDocument.KEY;
import static dev.stencil.adapter.mongo.document.UserDocument.byId;

import com.mongodb.ReadConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.result.UpdateResult;
import dev.stencil.adapter.mongo.document.BsonTypes;
import dev.stencil.adapter.mongo.document.OwnMember;
import dev.stencil.adapter.mongo.document.UserDocument;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.Tombstone;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserFilter;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.domain.account.UserPage;
import dev.stencil.core.domain.archive.KeyRole;
import dev.stencil.core.port.UserRepository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.jspecify.annotations.Nullable;

/**
 * Repository of accounts in MongoDB. Accounts that share a key are found by a range of keys, the holder first; the
 * unique index keeps new ones from joining them.
 */
final class MongoUserRepository implements UserRepository {
    private static final BsonDocument BY_KEY = document(KEY, 1);

    private final Gate gate;
    private final MongoCollection<BsonDocument> users;
    private final MongoCollection<BsonDocument> latest;
    private final InsertUnlessThere adding;

    MongoUserRepository(MongoDatabase database, Gate gate) {
        this.gate = gate;
        this.users = database.getCollection(Schema.USERS, BsonDocument.class);
        this.latest = users.withReadConcern(ReadConcern.LOCAL);
        this.adding = new InsertUnlessThere(latest, BY_KEY, document(ID, 1));
    }

    @Override
    public void add(User user) {
        String key = user.name().key();
        gate.call(deadline -> {
            // A deleted holder may leave those who shared its key. Nobody ever joins them, so a look is enough.
            Optional<BsonDocument> sharer = sharing(deadline.on(latest), key).stream().findFirst();
            return sharer.isPresent()
                    ? sharer
                    : adding.insert(document(KEY, key), UserDocument.of(user, key), byId(user.id()), deadline);
        })
                .map(UserDocument::id)
                .filter(there -> !there.equals(user.id()))
                .ifPresent(there -> {
                    throw new Failure.Conflict(there);
                });
    }

    @Override
    public Optional<User> find(UserName name) {
        String key = name.key();
        List<BsonDocument> sharing = gate.call(() -> sharing(users, key));
        return sharing.stream()
                .filter(document -> UserDocument.name(document).equals(name))
                .findFirst()
                .or(() -> sharing.stream().filter(document -> UserDocument.key(document).equals(key)).findFirst())
                .map(UserDocument::user);
    }

    /**
     * An adopted name may itself have NUL after something that is another's key, so the range alone says nothing, and
     * the key of a tombstone begins with NUL, as the range of an empty name does.
     */
    private static List<BsonDocument> sharing(MongoCollection<BsonDocument> users, String key) {
        BsonDocument range = document("$gte", key, "$lt", key + '\u0001');
        BsonDocument accounts = document(KEY, range, UserDocument.LEFT, BsonTypes.ABSENT);
        List<BsonDocument> found = users.find(accounts).sort(BY_KEY).into(new ArrayList<>(1));
        return found.stream().filter(document -> UserDocument.name(document).key().equals(key)).toList();
    }

    @Override
    public Optional<User> find(Id id) {
        return gate.first(users.find(byId(id))).map(UserDocument::user);
    }

    @Override
    public boolean replace(User expected, User replacement) {
        BsonDocument change = UserDocument.change(replacement);
        // Nearly all hold their key; an account is asked for by one at a time, which a sharded collection wants.
        return gate.call(deadline -> Stream.concat(
                Stream.of(KeyRole.HOLDER.key(expected), KeyRole.SHARER.key(expected)),
                Stream.of(expected).flatMap(user -> storedKey(user, deadline).stream()))
                .anyMatch(key -> deadline.on(users)
                        .updateOne(UserDocument.unchanged(expected, key), change)
                        .getMatchedCount() > 0));
    }

    /** What the account is kept by, if that is no key of today: an older version made it by other rules. */
    private Optional<String> storedKey(User user, Deadline deadline) {
        return deadline.first(latest, byId(user.id()))
                .map(UserDocument::key)
                .filter(key -> !key.equals(KeyRole.HOLDER.key(user)) && !key.equals(KeyRole.SHARER.key(user)));
    }

    @Override
    public UserPage page(UserFilter filter, @Nullable String after, int limit) {
        return gate.page(
                UserList.find(users, filter, after),
                limit,
                document -> new UserPage.Keyed(UserDocument.key(document), UserDocument.user(document)),
                candidates -> UserPage.of(candidates, filter, limit));
    }

    @Override
    public List<User> closed(int limit) {
        return gate.list(users.find(document(UserDocument.CLOSED, true)).limit(limit).map(UserDocument::user));
    }

    /** The account itself goes last: as long as it is there, an interrupted deletion is started again. */
    @Override
    public void delete(User closed, Instant now) {
        BsonDocument account = document(ID, closed.id(), UserDocument.CLOSED, true);
        gate.call(deadline -> {
            BsonDocument found = deadline.on(latest).find(account).first();
            if (found == null) {
                return false;
            }
            leaveTombstone(deadline.on(users), closed.id(), now);
            deadline.on(users).deleteMany(twins(found));
            BsonDocument byKey = document(KEY, UserDocument.key(found));
            byKey.putAll(account);
            return deadline.on(users).deleteOne(byKey).getDeletedCount() > 0;
        });
    }

    private static void leaveTombstone(MongoCollection<BsonDocument> users, Id id, Instant now) {
        Supplier<UpdateResult> write = () -> users.updateOne(
                tombstone(id), document("$set", document(UserDocument.LEFT, now)), new UpdateOptions().upsert(true));
        // If it is refused, somebody else left it at the same moment.
        UpdateResult unused = InsertUnlessThere.ifUnique(write).orElseGet(write);
    }

    /** Has no name and no {@code stencil.id}, so that nothing takes it for an account. */
    private static BsonDocument tombstone(Id id) {
        return document(KEY, "\0deleted:" + id, "stencil.user", id);
    }

    /** An expression compares whole values: an equality would also match a list that has the name in it. */
    private static BsonDocument twins(BsonDocument account) {
        BsonDocument name = document("$literal", account.get(UserDocument.NAME, BsonNull.VALUE));
        return document(
                UserDocument.TWIN, account.getDocument(OwnMember.NAME).getObjectId("id"),
                KEY, BsonTypes.ABSENT,
                "$expr", document("$eq", List.of("$" + UserDocument.NAME, name)));
    }

    /** The oldest first. */
    @Override
    public List<Tombstone> tombstones(Instant left, int limit) {
        return gate.list(latest.find(document(UserDocument.LEFT, document("$lte", left)))
                .sort(document(UserDocument.LEFT, 1))
                .limit(limit)
                .map(document -> document.getDocument(OwnMember.NAME))
                .map(ours -> new Tombstone(BsonTypes.id(ours, "user"), BsonTypes.instant(ours, "left"))));
    }

    @Override
    public void removeTombstone(Id user) {
        gate.call(() -> users.deleteOne(tombstone(user)));
    }
}
