package dev.stencil.adapter.mongo;

import static dev.stencil.adapter.mongo.document.BsonTypes.bson;
import static dev.stencil.adapter.mongo.document.BsonTypes.document;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import dev.stencil.adapter.mongo.document.BsonTypes;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;

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
            return "documents share one key there, which must be told apart first: " + String.join(", ", pairs);
        } catch (MongoException e) {
            return "documents share one key there";
        }
    }

    private static List<BsonDocument> pairs(List<String> members) {
        BsonDocument key = new BsonDocument();
        members.forEach(member -> key.append("k" + key.size(), bson("$" + member)));
        return List.of(
                document("$match", document(
                        "$or", members.stream().map(member -> document(member, BsonTypes.PRESENT)).toList())),
                document("$group", document(
                        "_id", key,
                        "one", document("$min", "$_id"),
                        "other", document("$max", "$_id"),
                        "number", document("$sum", 1))),
                document("$match", document("number", document("$gt", 1))),
                document("$limit", MOST));
    }
}
