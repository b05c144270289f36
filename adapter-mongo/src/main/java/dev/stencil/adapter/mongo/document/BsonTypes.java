package dev.stencil.adapter.mongo.document;

import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.Sha256;
import java.time.Instant;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonObjectId;
import org.bson.BsonValue;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/** Ids and times as BSON, and back. */
public final class BsonTypes {
    private static final int LONGEST_ID = 200;

    /** In place of a value matches any ObjectId, and nothing else. */
    public static final BsonDocument ANY_ID =
            new BsonDocument("$gte", new BsonObjectId(new ObjectId("0".repeat(24))));

    private BsonTypes() {}

    public static BsonObjectId bson(Id id) {
        return new BsonObjectId(new ObjectId(id.hex()));
    }

    public static BsonDateTime bson(Instant time) {
        return new BsonDateTime(time.toEpochMilli());
    }

    public static Id id(BsonDocument document, String member) {
        return new Id(document.getObjectId(member).getValue().toHexString());
    }

    /** The {@code _id} if it is an ObjectId, else an id made of its digest: the same one each time. */
    public static Id idOf(BsonDocument document) {
        if (document.isObjectId("_id")) {
            return id(document, "_id");
        }
        return new Id(Sha256.hex(new BsonDocument("_id", document.get("_id")).toJson()).substring(0, 24));
    }

    public static Instant instant(BsonDocument document, String member) {
        return Instant.ofEpochMilli(document.getDateTime(member).getValue());
    }

    /** The id of a document as people may see it: shortened if it is long. */
    public static String idText(@Nullable BsonValue id) {
        if (id != null && id.isObjectId()) {
            return id.asObjectId().getValue().toHexString();
        }
        String json = new BsonDocument("_id", id).toJson();
        return json.length() > LONGEST_ID ? json.substring(0, LONGEST_ID) + "..." : json;
    }
}
