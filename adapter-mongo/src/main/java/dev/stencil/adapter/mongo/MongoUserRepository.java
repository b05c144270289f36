package dev.stencil.adapter.mongo;

import static dev.stencil.adapter.mongo.document.UserDocument.ID;
import static dev.stencil.adapter.mongo.document.UserDocument.KEY;
import static dev.stencil.adapter.mongo.document.UserDocument.byId;

import com.mongodb.ReadConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.stencil.adapter.mongo.document.AccountMembers;
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
import java.util.stream.Stream;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

/**
 * Repository of accounts in MongoDB. Accounts that share a key are found by a range of keys, the holder first; the
 * unique index keeps new ones from joining them.
 */
final class MongoUserRepository implements UserRepository {
    private static final BsonDocument BY_KEY = new BsonDocument(KEY, new BsonInt32(1));

    private final Gate gate;
    private final MongoCollection<BsonDocument> users;
    private final MongoCollection<BsonDocument> latest;
    private final InsertUnlessThere adding;
    private final UserDeletion deletion;

    MongoUserRepository(MongoDatabase database, Gate gate) {
        this.gate = gate;
        this.users = database.getCollection(Schema.USERS, BsonDocument.class);
        this.latest = users.withReadConcern(ReadConcern.LOCAL);
        this.adding = new InsertUnlessThere(latest, BY_KEY, new BsonDocument(ID, new BsonInt32(1)));
        this.deletion = new UserDeletion(users, gate);
    }

    @Override
    public void add(User user) {
        String key = user.name().key();
        gate.call(deadline -> {
            // A deleted holder may leave those who shared its key. Nobody ever joins them, so a look is enough.
            Optional<BsonDocument> sharer = sharing(deadline.on(latest), key).stream().findFirst();
            return sharer.isPresent()
                    ? sharer
                    : adding.insert(
                            new BsonDocument(KEY, new BsonString(key)),
                            UserDocument.paths(user),
                            byId(user.id()),
                            deadline);
        })
                .map(there -> BsonTypes.id(there.getDocument(OwnMember.NAME), "id"))
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
        BsonDocument range =
                new BsonDocument("$gte", new BsonString(key)).append("$lt", new BsonString(key + '\u0001'));
        BsonDocument accounts = new BsonDocument(KEY, range).append(UserDeletion.LEFT, UserDeletion.NEVER);
        List<BsonDocument> found = users.find(accounts).sort(BY_KEY).into(new ArrayList<>(1));
        return found.stream().filter(document -> UserDocument.name(document).key().equals(key)).toList();
    }

    @Override
    public Optional<User> find(Id id) {
        return gate.call(() -> Optional.ofNullable(users.find(byId(id)).first())).map(UserDocument::user);
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
        return Optional.ofNullable(deadline.on(latest).find(byId(user.id())).first())
                .map(UserDocument::key)
                .filter(key -> !key.equals(KeyRole.HOLDER.key(user)) && !key.equals(KeyRole.SHARER.key(user)));
    }

    @Override
    public UserPage page(UserFilter filter, @Nullable String after, int limit) {
        return gate.call(() -> UserList.page(users, filter, after, limit));
    }

    @Override
    public List<User> closed(int limit) {
        BsonDocument closed = new BsonDocument(AccountMembers.CLOSED, BsonBoolean.TRUE);
        return gate.call(() -> users.find(closed).limit(limit).map(UserDocument::user).into(new ArrayList<>()));
    }

    @Override
    public void delete(User closed, Instant now) {
        deletion.delete(closed.id(), now);
    }

    @Override
    public List<Tombstone> tombstones(Instant left, int limit) {
        return deletion.tombstones(left, limit);
    }

    @Override
    public void removeTombstone(Id user) {
        deletion.removeTombstone(user);
    }
}
