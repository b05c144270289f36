package dev.stencil.adapter.mongo;

import static dev.stencil.adapter.mongo.BsonTypes.bson;

import com.mongodb.ReadConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.User;
import dev.stencil.core.domain.UserName;
import dev.stencil.core.port.UserRepository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;

/**
 * {@code stencil.key} is the key of the name, or for all but the oldest of adopted names that share one, the key, NUL
 * and the id: a range finds them all, and the unique index lets nobody join them.
 */
final class MongoUserRepository implements UserRepository {
    private static final String ID = "stencil.id";
    private static final String KEY = "stencil.key";

    private final Gate gate;
    private final MongoCollection<BsonDocument> users;
    private final MongoCollection<BsonDocument> latest;
    private final InsertUnlessThere adding;

    MongoUserRepository(MongoDatabase database, Gate gate) {
        this.gate = gate;
        this.users = database.getCollection(Schema.USERS, BsonDocument.class);
        this.latest = users.withReadConcern(ReadConcern.LOCAL);
        this.adding = new InsertUnlessThere(
                latest, new BsonDocument(KEY, new BsonInt32(1)), new BsonDocument(ID, new BsonInt32(1)));
    }

    @Override
    public void add(User user) {
        gate.call(deadline -> adding.insert(
                new BsonDocument(KEY, new BsonString(user.name().key())), toDocument(user), byId(user.id()), deadline))
                .map(there -> BsonTypes.id(there.getDocument("stencil"), "id"))
                .filter(there -> !there.equals(user.id()))
                .ifPresent(there -> {
                    throw new Failure.Conflict(there);
                });
    }

    @Override
    public Optional<User> find(UserName name) {
        String key = name.key();
        BsonDocument range =
                new BsonDocument("$gte", new BsonString(key)).append("$lt", new BsonString(key + '\u0001'));
        List<BsonDocument> found = gate.call(() -> users.find(new BsonDocument(KEY, range)).into(new ArrayList<>(1)));
        // An adopted name may itself have NUL after something that is another's key, so the range alone says nothing.
        List<BsonDocument> sharing = found.stream().filter(document -> name(document).key().equals(key)).toList();
        return first(sharing, document -> name(document).equals(name))
                .or(() -> first(sharing, document -> key(document).equals(key)));
    }

    private static Optional<User> first(List<BsonDocument> documents, Predicate<BsonDocument> wanted) {
        return documents.stream().filter(wanted).findFirst().map(MongoUserRepository::fromDocument);
    }

    @Override
    public Optional<User> find(Id id) {
        return gate.call(() -> Optional.ofNullable(users.find(byId(id)).first()))
                .map(MongoUserRepository::fromDocument);
    }

    @Override
    public boolean replacePasswordHash(Id user, String expected, String replacement, Instant now) {
        return gate.call(deadline -> {
            BsonDocument stored = deadline.on(latest).find(byId(user)).first();
            if (stored == null) {
                return false;
            }
            // The key is what a sharded collection finds one document by. The one filter on a member of the original:
            // an equality also matches a list that has the hash in it, but no account that can log in has a list there.
            BsonDocument unchanged = byId(user)
                    .append(KEY, new BsonString(key(stored)))
                    .append("password", new BsonString(expected));
            BsonDocument change =
                    new BsonDocument("password", new BsonString(replacement)).append("stencil.updated", bson(now));
            return deadline.on(users).updateOne(unchanged, new BsonDocument("$set", change)).getMatchedCount() > 0;
        });
    }

    private static BsonDocument byId(Id id) {
        return new BsonDocument(ID, bson(id));
    }

    private static UserName name(BsonDocument document) {
        return new UserName(document.getString("username").getValue());
    }

    private static String key(BsonDocument document) {
        return document.getDocument("stencil").getString("key").getValue();
    }

    /** But for the key, by which it is inserted. */
    private static BsonDocument toDocument(User user) {
        return new BsonDocument("_id", bson(user.id()))
                .append("username", new BsonString(user.name().text()))
                .append("password", new BsonString(user.passwordHash()))
                .append(ID, bson(user.id()))
                .append("stencil.created", bson(user.created()))
                .append("stencil.updated", bson(user.updated()));
    }

    static User fromDocument(BsonDocument document) {
        BsonDocument ours = document.getDocument("stencil");
        return new User(
                BsonTypes.id(ours, "id"),
                name(document),
                document.getString("password").getValue(),
                BsonTypes.instant(ours, "created"),
                BsonTypes.instant(ours, "updated"));
    }
}
