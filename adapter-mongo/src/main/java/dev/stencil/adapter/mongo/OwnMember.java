package dev.stencil.adapter.mongo;

import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * Tells the member {@code stencil} that is ours from one that a client of the original smuggled in: theirs came as
 * JSON, which has no dates.
 */
final class OwnMember {
    static final String NAME = "stencil";

    private OwnMember() {}

    static boolean isIn(BsonDocument document) {
        BsonValue member = document.get(NAME);
        return member != null && member.isDocument() && member.asDocument().isDateTime("created");
    }

    static boolean isForeignIn(BsonDocument document) {
        return document.containsKey(NAME) && !isIn(document);
    }
}
