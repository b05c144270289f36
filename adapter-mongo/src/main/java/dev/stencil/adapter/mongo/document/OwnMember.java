package dev.stencil.adapter.mongo.document;

import dev.stencil.core.domain.Id;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * The member {@code stencil} of a document. Tells ours from one that a client of the original smuggled in: theirs came
 * as JSON, which has neither dates nor ObjectIds.
 */
public final class OwnMember {
    public static final String NAME = "stencil";

    private OwnMember() {}

    /** Whether it is that of an account or a template. */
    public static boolean isIn(BsonDocument document) {
        return ours(document).isDateTime("created");
    }

    public static boolean isForeignIn(BsonDocument document) {
        return document.containsKey(NAME) && !isIn(document) && !isTombstone(document) && twinOf(document) == null;
    }

    public static boolean isTombstone(BsonDocument document) {
        return ours(document).isDateTime("left");
    }

    /** Whether a store keeps the document as an account or a template, whatever else the member has. */
    public static boolean hasKey(BsonDocument document) {
        return ours(document).containsKey("key");
    }

    /** Of a document that has exactly the name of an account and is none: the account's id, if that is noted. */
    public static @Nullable Id twinOf(BsonDocument document) {
        BsonDocument ours = ours(document);
        return ours.isObjectId("twin") ? BsonTypes.id(ours, "twin") : null;
    }

    private static BsonDocument ours(BsonDocument document) {
        return document.get(NAME) instanceof BsonDocument member ? member : new BsonDocument();
    }

    /** The members of a document, ours by dotted paths, as an update wants them. */
    public static BsonDocument paths(BsonDocument document) {
        BsonDocument paths = new BsonDocument();
        document.forEach((name, value) -> {
            if (name.equals(NAME)) {
                value.asDocument().forEach((ours, own) -> paths.append(NAME + '.' + ours, own));
            } else {
                paths.append(name, value);
            }
        });
        return paths;
    }
}
