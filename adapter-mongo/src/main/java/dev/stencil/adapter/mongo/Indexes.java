package dev.stencil.adapter.mongo;

import com.mongodb.MongoServerException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonValue;

/** The indexes of our collections. The unique ones are the only truth about what there is once. */
final class Indexes {
    private static final Map<String, List<Index>> WANTED = Map.of(
            Schema.USERS, List.of(Index.unique("stencil.key"), Index.plain("stencil.id")),
            Schema.TEMPLATES, List.of(
                    Index.unique("stencil.owner", "stencil.key"),
                    Index.plain("stencil.owner", "stencil.created", "_id"),
                    Index.plain("stencil.owner", "stencil.fingerprint", "stencil.created", "_id")));

    /** Index options conflict, index key specifications conflict. */
    private static final Set<Integer> IN_THE_WAY = Set.of(85, 86);
    /** Whatever narrows down or changes what an index compares. */
    private static final List<String> ALIEN = List.of("partialFilterExpression", "collation", "expireAfterSeconds");

    private Indexes() {}

    /** A unique one leaves out documents without our members: they are sparse. */
    private record Index(List<String> members, boolean unique) {
        static Index unique(String... members) {
            return new Index(List.of(members), true);
        }

        static Index plain(String... members) {
            return new Index(List.of(members), false);
        }

        BsonDocument keys() {
            BsonDocument keys = new BsonDocument();
            members.forEach(member -> keys.append(member, new BsonInt32(1)));
            return keys;
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
                    && stored.getBoolean("sparse", BsonBoolean.FALSE).getValue() == unique
                    && ALIEN.stream().noneMatch(stored::containsKey);
        }
    }

    /** Makes what is missing, then looks whether all is as wanted. */
    static void ensure(MongoDatabase database) {
        WANTED.forEach((name, wanted) -> ensure(database.getCollection(name, BsonDocument.class), wanted));
    }

    private static void ensure(MongoCollection<BsonDocument> collection, List<Index> wanted) {
        List<BsonDocument> before = stored(collection);
        for (Index index : wanted) {
            if (before.stream().noneMatch(index::hasKeysOf)) {
                create(collection, index);
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

    private static void create(MongoCollection<BsonDocument> collection, Index index) {
        try {
            collection.createIndex(index.keys(), new IndexOptions().unique(index.unique()).sparse(index.unique()));
        } catch (MongoServerException e) {
            if (InsertUnlessThere.isDuplicateKey(e)) {
                throw cannotHave(collection, index, SharedKeys.describe(collection, index.members()));
            }
            throw IN_THE_WAY.contains(e.getCode()) ? inTheWay(collection, index) : e;
        }
    }

    private static MongoNotOpened inTheWay(MongoCollection<BsonDocument> collection, Index index) {
        return cannotHave(collection, index, "another index is in the way");
    }

    private static MongoNotOpened cannotHave(MongoCollection<BsonDocument> collection, Index index, String why) {
        return new MongoNotOpened("the collection " + collection.getNamespace() + " cannot have the "
                + (index.unique() ? "unique, sparse" : "plain") + " index on " + index.members() + ": " + why);
    }
}
