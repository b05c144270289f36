package dev.stencil.adapter.mongo.document;

import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.template.Content;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInvalidOperationException;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.bson.json.JsonParseException;

/** A document as {@code mongoexport} writes it: one line of Extended JSON v2, relaxed or canonical. */
public final class ExportedDocument {
    private final RawBsonDocument document;

    private ExportedDocument(RawBsonDocument document) {
        this.document = document;
    }

    /** @throws IllegalArgumentException if the line is no such document, or has no {@code _id}; without quoting it */
    public static ExportedDocument parse(String line) {
        BsonDocument document = document(line);
        if (!document.containsKey("_id")) {
            throw new IllegalArgumentException("is a document without _id");
        }
        return new ExportedDocument(new RawBsonDocument(document, new BsonDocumentCodec()));
    }

    private static BsonDocument document(String line) {
        try {
            // As the one element of a list: the parser would pass over what follows a document.
            BsonArray one = BsonArray.parse('[' + line + ']');
            if (one.size() == 1 && one.get(0) instanceof BsonDocument document) {
                return document;
            }
        } catch (JsonParseException | BsonInvalidOperationException | IllegalArgumentException e) {
            // Said below, without the cause: its message quotes what it could not read.
        }
        throw new IllegalArgumentException("is not a document in Extended JSON");
    }

    /** Whether {@code _id} is no ObjectId: clients of the original could choose it. */
    public boolean hasChosenId() {
        return !document.isObjectId("_id");
    }

    /** See {@link BsonTypes#idOf}. */
    public Id id() {
        return BsonTypes.idOf(document);
    }

    public Set<String> members() {
        return document.keySet();
    }

    /** The member, if it is there and a string. */
    public Optional<String> text(String member) {
        return document.isString(member) ? Optional.of(document.getString(member).getValue()) : Optional.empty();
    }

    /** The member, if it is there; opaque if JSON cannot express it. */
    public Optional<Content> content(String member) {
        return document.containsKey(member) ? Optional.of(BsonContent.decode(document, member)) : Optional.empty();
    }

    /** Does not show the document: it is personal data. */
    @Override
    public String toString() {
        return "ExportedDocument[" + document.getByteBuffer().remaining() + " bytes]";
    }
}
