package dev.stencil.adapter.mongo;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import dev.stencil.adapter.mongo.document.BsonTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;

/** Search for the documents that keep a unique index from being built. */
final class SharedKeys {
    private static final int MOST = 5;

    private SharedKeys() {}

    /** For people: ids, no keys, which hold names. */
    static String describe(MongoCollection<BsonDocument> collection, List<String> members) {
        try {
            List<String> pairs = collection.aggregate(pairs(members))
                    .allowDiskUse(true)
                    .map(pair -> BsonTypes.idText(pair.get("one")) + " and " + BsonTypes.idText(pair.get("other")))
                    .into(new ArrayList<>());
            return pairs.stream().collect(Collectors.joining(
                    ", ", "documents share one key there, which must be told apart first: ", ""));
        } catch (MongoException e) {
            return "documents share one key there";
        }
    }

    private static List<BsonDocument> pairs(List<String> members) {
        BsonArray present = new BsonArray(members.stream()
                .map(member -> new BsonDocument(member, new BsonDocument("$exists", BsonBoolean.TRUE)))
                .toList());
        BsonDocument key = new BsonDocument();
        IntStream.range(0, members.size()).forEach(i -> key.append("k" + i, new BsonString("$" + members.get(i))));
        return List.of(
                new BsonDocument("$match", new BsonDocument("$or", present)),
                new BsonDocument("$group", new BsonDocument("_id", key)
                        .append("one", new BsonDocument("$min", new BsonString("$_id")))
                        .append("other", new BsonDocument("$max", new BsonString("$_id")))
                        .append("number", new BsonDocument("$sum", new BsonInt32(1)))),
                new BsonDocument("$match", new BsonDocument("number", new BsonDocument("$gt", new BsonInt32(1)))),
                new BsonDocument("$limit", new BsonInt32(MOST)));
    }
}
