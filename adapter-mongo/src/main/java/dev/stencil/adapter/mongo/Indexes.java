package dev.stencil.adapter.mongo;

import static dev.stencil.adapter.mongo.document.BsonTypes.bson;
import static dev.stencil.adapter.mongo.document.BsonTypes.document;
import static dev.stencil.adapter.mongo.document.BsonTypes.each;
import static java.util.stream.Collectors.joining;

import com.mongodb.MongoException;
import com.mongodb.MongoServerException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import dev.stencil.adapter.mongo.document.BsonTypes;
import dev.stencil.adapter.mongo.document.UserDocument;
import dev.stencil.core.port.StorageNotOpened;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;

/** The indexes of our collections. Uniqueness rests on the unique ones alone. */
public final class Indexes {
    private static final BsonDocument EVERYTHING = new BsonDocument();
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
    /** How many pairs of documents that share a key are named. */
    private static final int MOST_SHARED = 5;
    /** Whatever changes what an index compares, or removes documents. */
    private static final List<String> ALIEN = List.of("collation", "expireAfterSeconds");

    private Indexes() {}

    private static Index unique(String... members) {
        return new Index("unique, sparse", each(1, members), true, true, EVERYTHING);
    }

    /** Leaves out documents without the members: it costs nothing for them. */
    private static Index sparse(String... members) {
        return new Index("sparse", each(1, members), false, true, EVERYTHING);
    }

    private static Index plain(String... members) {
        return new Index("plain", each(1, members), false, false, EVERYTHING);
    }

    /** Leaves out documents that the filter does not match. */
    private static Index partial(BsonDocument keys, BsonDocument filter) {
        return new Index("partial", keys, false, false, filter);
    }

    /** @param kind for people */
    private record Index(String kind, BsonDocument keys, boolean unique, boolean sparse, BsonDocument filter) {
        IndexOptions options() {
            IndexOptions options = new IndexOptions().unique(unique).sparse(sparse);
            return filter.isEmpty() ? options : options.partialFilterExpression(filter);
        }

        List<String> members() {
            return List.copyOf(keys.keySet());
        }

        boolean hasKeysOf(BsonDocument stored) {
            BsonDocument keys = stored.getDocument("key");
            return List.copyOf(keys.keySet()).equals(members()) && keys.values().stream()
                    .allMatch(direction -> direction.isNumber() && direction.asNumber().doubleValue() == 1);
        }

        boolean hasOptionsOf(BsonDocument stored) {
            return stored.getBoolean("unique", BsonBoolean.FALSE).getValue() == unique
                    && stored.getBoolean("sparse", BsonBoolean.FALSE).getValue() == sparse
                    && stored.getDocument("partialFilterExpression", EVERYTHING).equals(filter)
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
                throw cannotHave(collection, index, sharedKeys(collection, index.members()));
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

    /** Names the documents that keep a unique index from being built: by ids, not by keys, which hold names. */
    private static String sharedKeys(MongoCollection<BsonDocument> collection, List<String> members) {
        BsonDocument key = new BsonDocument();
        members.forEach(member -> key.append("k" + key.size(), bson("$" + member)));
        List<BsonDocument> pairs = List.of(
                document("$match", document(
                        "$or", members.stream().map(member -> document(member, BsonTypes.PRESENT)).toList())),
                document("$group", document(
                        "_id", key,
                        "one", document("$min", "$_id"),
                        "other", document("$max", "$_id"),
                        "number", document("$sum", 1))),
                document("$match", document("number", document("$gt", 1))),
                document("$limit", MOST_SHARED));
        try {
            return collection.aggregate(pairs)
                    .allowDiskUse(true)
                    .map(pair -> BsonTypes.idText(pair.get("one")) + " and " + BsonTypes.idText(pair.get("other")))
                    .into(new ArrayList<>())
                    .stream()
                    .collect(joining(", ", "documents share one key there, which must be told apart first: ", ""));
        } catch (MongoException e) {
            return "documents share one key there";
        }
    }
}
