package dev.stencil.adapter.mongo;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import java.util.Optional;
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
     * @param filter equalities, which become members of the document
     * @param rest the other members, by dotted paths
     * @param self finds the document that has the same id
     * @return the document that is there instead, which may be an earlier state of the same one, or nothing if the
     *     document was inserted
     */
    Optional<BsonDocument> insert(BsonDocument filter, BsonDocument rest, BsonDocument self, Deadline deadline) {
        BsonDocument update = new BsonDocument("$setOnInsert", rest);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                return Optional.ofNullable(deadline.on(collection).findOneAndUpdate(filter, update, options));
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

    static boolean isDuplicateKey(MongoException e) {
        return ErrorCategory.fromErrorCode(e.getCode()) == ErrorCategory.DUPLICATE_KEY;
    }
}
