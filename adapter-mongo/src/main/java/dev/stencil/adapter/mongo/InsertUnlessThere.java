package dev.stencil.adapter.mongo;

import static dev.stencil.adapter.mongo.document.BsonTypes.document;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import dev.stencil.adapter.mongo.document.OwnMember;
import java.util.Optional;
import java.util.function.Supplier;
import org.bson.BsonDocument;

/** Inserts a document unless one matches a filter: in one step and, but for lost races, in one round trip. */
final class InsertUnlessThere {
    private static final int ATTEMPTS = 3;

    private final MongoCollection<BsonDocument> collection;
    private final BsonDocument projection;
    private final FindOneAndUpdateOptions options;

    /**
     * @param order which of several matching documents is answered
     * @param projection what is answered of it
     */
    InsertUnlessThere(MongoCollection<BsonDocument> collection, BsonDocument order, BsonDocument projection) {
        this.collection = collection;
        this.projection = projection;
        this.options = new FindOneAndUpdateOptions()
                .upsert(true)
                .returnDocument(ReturnDocument.BEFORE)
                .sort(order)
                .projection(projection);
    }

    /**
     * @param filter equalities with members of the document
     * @param self finds the document that has the same id
     * @return the document that is there instead, which may be an earlier state of the same one, or nothing if the
     *     document was inserted
     */
    Optional<BsonDocument> insert(BsonDocument filter, BsonDocument document, BsonDocument self, Deadline deadline) {
        // The server takes the members of the filter over by itself, and refuses to have them said twice.
        BsonDocument rest = OwnMember.paths(document);
        rest.keySet().removeAll(filter.keySet());
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                return Optional.ofNullable(
                        deadline.on(collection).findOneAndUpdate(filter, document("$setOnInsert", rest), options));
            } catch (MongoException e) {
                // Somebody inserted between the server's look and its write: the next look sees that.
                if (!isDuplicateKey(e)) {
                    throw e;
                }
            }
        }
        // Our own document, written before a reply was lost, no longer matches: it has changed since.
        BsonDocument own = deadline.on(collection).find(self).projection(projection).first();
        if (own == null) {
            throw Gate.unavailable("too many writes of one key at once", null);
        }
        return Optional.of(own);
    }

    /** The result of a write, or nothing if a unique index refuses it. */
    static <T> Optional<T> ifUnique(Supplier<T> write) {
        try {
            return Optional.of(write.get());
        } catch (MongoException e) {
            if (isDuplicateKey(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    static boolean isDuplicateKey(MongoException e) {
        return ErrorCategory.fromErrorCode(e.getCode()) == ErrorCategory.DUPLICATE_KEY;
    }
}
