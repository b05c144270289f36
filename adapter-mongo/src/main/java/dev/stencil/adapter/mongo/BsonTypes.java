package dev.stencil.adapter.mongo;

import dev.stencil.core.domain.Id;
import java.time.Instant;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonObjectId;
import org.bson.types.ObjectId;

/** Ids and times as BSON, and back. */
final class BsonTypes {
    /** In place of a value matches any ObjectId, and nothing else. */
    static final BsonDocument ANY_ID =
            new BsonDocument("$gte", new BsonObjectId(new ObjectId("0".repeat(24))));

    private BsonTypes() {}

    static BsonObjectId bson(Id id) {
        return new BsonObjectId(new ObjectId(id.hex()));
    }

    static BsonDateTime bson(Instant time) {
        return new BsonDateTime(time.toEpochMilli());
    }

    static Id id(BsonDocument document, String member) {
        return new Id(document.getObjectId(member).getValue().toHexString());
    }

    static Instant instant(BsonDocument document, String member) {
        return Instant.ofEpochMilli(document.getDateTime(member).getValue());
    }

    /** The second in which an id was made, in milliseconds since 1970. */
    static long millis(ObjectId id) {
        return 1000 * Integer.toUnsignedLong(id.getTimestamp());
    }
}
