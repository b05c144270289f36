package dev.stencil.adapter.mongo.document;

import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.Sha256;
import java.time.Instant;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonObjectId;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/** Plain Java values as BSON, and back. */
public final class BsonTypes {
    private static final int LONGEST_ID = 200;

    /** In place of a value matches any ObjectId, and nothing else. */
    public static final BsonDocument ANY_ID = document("$gte", new Id("0".repeat(24)));
    /** In place of a value matches documents without the member. */
    public static final BsonDocument ABSENT = document("$exists", false);
    /** In place of a value matches documents that have the member. */
    public static final BsonDocument PRESENT = document("$exists", true);
    /** Projection that leaves the {@code _id} of a document. */
    public static final BsonDocument ID_ALONE = document("_id", 1);

    private BsonTypes() {}

    /**
     * A document of its members' names, each followed by its value, which {@link #bson} takes.
     *
     * @param more further names and values in turns
     */
    public static BsonDocument document(String name, Object value, Object... more) {
        BsonDocument document = new BsonDocument(name, bson(value));
        for (int i = 0; i < more.length; i += 2) {
            document.append((String) more[i], bson(more[i + 1]));
        }
        return document;
    }

    /** A document that gives each member the same value. */
    public static BsonDocument each(Object value, String... names) {
        BsonDocument document = new BsonDocument();
        for (String name : names) {
            document.append(name, bson(value));
        }
        return document;
    }

    /** An {@code int} takes 32 bits, a {@code long} 64. */
    public static BsonValue bson(Object value) {
        return switch (value) {
            case BsonValue bson -> bson;
            case Id id -> new BsonObjectId(new ObjectId(id.hex()));
            case Instant time -> new BsonDateTime(time.toEpochMilli());
            case String text -> new BsonString(text);
            case Boolean bool -> BsonBoolean.valueOf(bool);
            case Integer number -> new BsonInt32(number);
            case Long number -> new BsonInt64(number);
            case List<?> list -> {
                BsonArray array = new BsonArray();
                list.forEach(element -> array.add(bson(element)));
                yield array;
            }
            default -> throw new IllegalArgumentException("no BSON value: " + value.getClass().getName());
        };
    }

    public static Id id(BsonDocument document, String member) {
        return new Id(document.getObjectId(member).getValue().toHexString());
    }

    /** The {@code _id} if it is an ObjectId, else an id made of its digest: the same one each time. */
    public static Id idOf(BsonDocument document) {
        return document.isObjectId("_id")
                ? id(document, "_id")
                : new Id(Sha256.hex(new BsonDocument("_id", document.get("_id")).toJson()).substring(0, 24));
    }

    public static Instant instant(BsonDocument document, String member) {
        return Instant.ofEpochMilli(document.getDateTime(member).getValue());
    }

    public static String text(BsonDocument document, String member) {
        return document.getString(member).getValue();
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
