package dev.stencil.adapter.mongo;

import static dev.stencil.adapter.mongo.document.BsonTypes.each;

import com.mongodb.MongoServerException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import dev.stencil.adapter.mongo.document.UserDocument;
import dev.stencil.core.port.StorageNotOpened;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.conversions.Bson;

/** The indexes of our collections. Uniqueness rests on the unique ones alone. */
public final class Indexes {
    private static final Map<String, List<Index>> WANTED = Map.of(
            Schema.USERS, List.of(
                    unique("stencil.key"),
                    plain("stencil.id"),
                    sparse(UserDocument.CLOSED),
                    partial(UserList.BY_STATE, UserList.ACCOUNTS),
                    partial(UserList.BY_ROLE, UserList.WITH_ROLES),
                    sparse(UserDocument.LEFT),
                    sparse(UserDocument.TWIN)),
            Schema.TEMPLATES, List.of(
                    unique("stencil.owner", "stencil.key"),
                    plain("stencil.owner", "stencil.created", "_id"),
                    plain("stencil.owner", "stencil.fingerprint", "stencil.created", "_id")),
            Schema.SESSIONS, List.of(plain("user", "_id"), plain("expires")));

    /** Index options conflict, index key specifications conflict. */
    private static final Set<Integer> IN_THE_WAY = Set.of(85, 86);
    private static final BsonDocument EVERYTHING = new BsonDocument();
    /** Whatever changes what an index compares, or removes documents. */
    private static final List<String> ALIEN = List.of("collation", "expireAfterSeconds");

    private Indexes() {}

    private static Index unique(String... members) {
        return new Index("unique, sparse", each(1, members), new IndexOptions().unique(true).sparse(true));
    }

    /** Leaves out documents without the members: it costs nothing for them. */
    private static Index sparse(String... members) {
        return new Index("sparse", each(1, members), new IndexOptions().sparse(true));
    }

    private static Index plain(String... members) {
        return new Index("plain", each(1, members), new IndexOptions());
    }

    /** Leaves out documents that the filter does not match. */
    private static Index partial(BsonDocument keys, BsonDocument filter) {
        return new Index("partial", keys, new IndexOptions().partialFilterExpression(filter));
    }

    /** @param kind for people */
    private record Index(String kind, BsonDocument keys, IndexOptions options) {
        List<String> members() {
            return List.copyOf(keys.keySet());
        }

        boolean hasKeysOf(BsonDocument stored) {
            BsonDocument keys = stored.getDocument("key");
            return List.copyOf(keys.keySet()).equals(members()) && keys.values().stream().allMatch(Index::isAscending);
        }

        private static boolean isAscending(BsonValue direction) {
            return direction.isNumber() && direction.asNumber().doubleValue() == 1;
        }

        private Bson filter() {
            return Objects.requireNonNullElse(options.getPartialFilterExpression(), EVERYTHING);
        }

        boolean hasOptionsOf(BsonDocument stored) {
            return stored.getBoolean("unique", BsonBoolean.FALSE).getValue() == options.isUnique()
                    && stored.getBoolean("sparse", BsonBoolean.FALSE).getValue() == options.isSparse()
                    && stored.getDocument("partialFilterExpression", EVERYTHING).equals(filter())
                    && ALIEN.stream().noneMatch(stored::containsKey);
        }
    }

    /**
     * Makes what is missing, then looks whether all is as wanted.
     *
     * @param longest how many seconds one may take to be made; 0 however long it takes
     */
    public static void ensure(MongoDatabase database, long longest) {
        WANTED.forEach((name, wanted) -> ensure(database.getCollection(name, BsonDocument.class), wanted, longest));
    }

    private static void ensure(MongoCollection<BsonDocument> collection, List<Index> wanted, long longest) {
        List<BsonDocument> before = stored(collection);
        for (Index index : wanted) {
            if (before.stream().noneMatch(index::hasKeysOf)) {
                create(collection, index, longest);
            }
        }
        List<BsonDocument> after = stored(collection);
        for (Index index : wanted) {
            if (after.stream().noneMatch(one -> index.hasKeysOf(one) && index.hasOptionsOf(one))) {
                throw inTheWay(collection, index);
            }
        }
    }

    private static List<BsonDocument> stored(MongoCollection<BsonDocument> collection) {
        return collection.listIndexes(BsonDocument.class).into(new ArrayList<>());
    }

    private static void create(MongoCollection<BsonDocument> collection, Index index, long longest) {
        try {
            collection.withTimeout(longest, TimeUnit.SECONDS).createIndex(index.keys(), index.options());
        } catch (MongoServerException e) {
            if (InsertUnlessThere.isDuplicateKey(e)) {
                throw cannotHave(collection, index, SharedKeys.describe(collection, index.members()));
            }
            throw IN_THE_WAY.contains(e.getCode()) ? inTheWay(collection, index) : e;
        }
    }

    private static StorageNotOpened inTheWay(MongoCollection<BsonDocument> collection, Index index) {
        return cannotHave(collection, index, "another index is in the way");
    }

    private static StorageNotOpened cannotHave(MongoCollection<BsonDocument> collection, Index index, String why) {
        return new StorageNotOpened("the collection " + collection.getNamespace() + " cannot have the "
                + index.kind() + " index on " + index.members() + ": " + why);
    }
}
