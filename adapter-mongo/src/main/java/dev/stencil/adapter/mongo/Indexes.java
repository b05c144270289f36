package dev.stencil.adapter.mongo;

import com.mongodb.MongoServerException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import dev.stencil.adapter.mongo.document.AccountMembers;
import dev.stencil.core.port.StorageNotOpened;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonValue;

/** The indexes of our collections. Uniqueness rests on the unique ones alone. */
public final class Indexes {
    private static final Map<String, List<Index>> WANTED = Map.of(
            Schema.USERS, List.of(
                    Index.unique("stencil.key"),
                    Index.plain("stencil.id"),
                    Index.sparse(AccountMembers.CLOSED),
                    Index.of(UserList.BY_STATE, UserList.ACCOUNTS),
                    Index.of(UserList.BY_ROLE, UserList.WITH_ROLES),
                    Index.sparse(UserDeletion.LEFT),
                    Index.sparse(UserDeletion.TWIN)),
            Schema.TEMPLATES, List.of(
                    Index.unique("stencil.owner", "stencil.key"),
                    Index.plain("stencil.owner", "stencil.created", "_id"),
                    Index.plain("stencil.owner", "stencil.fingerprint", "stencil.created", "_id")),
            Schema.SESSIONS, List.of(Index.plain("user", "_id"), Index.plain("expires")));

    /** Index options conflict, index key specifications conflict. */
    private static final Set<Integer> IN_THE_WAY = Set.of(85, 86);
    private static final String FILTER = "partialFilterExpression";
    /** Whatever changes what an index compares, or removes documents. */
    private static final List<String> ALIEN = List.of("collation", "expireAfterSeconds");

    private Indexes() {}

    /**
     * @param kind for people
     * @param sparse leaves out documents without the members: it costs nothing for them
     * @param filter leaves out documents that it does not match; empty for none
     */
    private record Index(List<String> members, String kind, boolean unique, boolean sparse, BsonDocument filter) {
        static Index unique(String... members) {
            return new Index(List.of(members), "unique, sparse", true, true, new BsonDocument());
        }

        static Index sparse(String... members) {
            return new Index(List.of(members), "sparse", false, true, new BsonDocument());
        }

        static Index plain(String... members) {
            return new Index(List.of(members), "plain", false, false, new BsonDocument());
        }

        static Index of(BsonDocument keys, BsonDocument filter) {
            return new Index(List.copyOf(keys.keySet()), "partial", false, false, filter);
        }

        BsonDocument keys() {
            BsonDocument keys = new BsonDocument();
            members.forEach(member -> keys.append(member, new BsonInt32(1)));
            return keys;
        }

        IndexOptions options() {
            IndexOptions options = new IndexOptions().unique(unique).sparse(sparse);
            return filter.isEmpty() ? options : options.partialFilterExpression(filter);
        }

        boolean hasKeysOf(BsonDocument stored) {
            BsonDocument keys = stored.getDocument("key");
            return List.copyOf(keys.keySet()).equals(members) && keys.values().stream().allMatch(Index::isAscending);
        }

        private static boolean isAscending(BsonValue direction) {
            return direction.isNumber() && direction.asNumber().doubleValue() == 1;
        }

        boolean hasOptionsOf(BsonDocument stored) {
            return stored.getBoolean("unique", BsonBoolean.FALSE).getValue() == unique
                    && stored.getBoolean("sparse", BsonBoolean.FALSE).getValue() == sparse
                    && stored.getDocument(FILTER, new BsonDocument()).equals(filter)
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
