package dev.stencil.adapter.mongo;

import dev.stencil.core.domain.Id;
import java.time.Instant;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonObjectId;
import org.bson.types.ObjectId;

/** Ids and times as BSON, and back. */
final class BsonTypes {
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
