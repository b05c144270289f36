package dev.stencil.adapter.mongo.migration;

import static dev.stencil.adapter.mongo.document.BsonTypes.document;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.cursor.TimeoutMode;
import java.util.function.Consumer;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;

/** Scan of a collection, with a pause after each batch: so many documents as fit into a small heap. */
record CollectionScan(MongoCollection<BsonDocument> collection, MigrationProgress progress) {
    static final int DOCUMENTS = 500;
    private static final int BYTES = 4 * 1024 * 1024;
    /** The order in which the original listed: that of insertion, on a cluster by shard. */
    private static final BsonDocument NATURAL = document("$natural", 1);

    /** @param afterBatch is run once every document of a batch was looked at */
    void inNaturalOrder(
            MigrationProgress.Step step, int atMost, Consumer<RawBsonDocument> look, Runnable afterBatch) {
        through(collection.find(RawBsonDocument.class).sort(NATURAL), step, atMost, look, afterBatch);
    }

    void through(
            FindIterable<RawBsonDocument> found,
            MigrationProgress.Step step,
            int atMost,
            Consumer<RawBsonDocument> look,
            Runnable afterBatch) {
        long total = collection.estimatedDocumentCount();
        long done = 0;
        progress.at(step, done, total);
        // The time limit holds for each answer of the server, not for the whole scan.
        try (MongoCursor<RawBsonDocument> cursor =
                found.timeoutMode(TimeoutMode.ITERATION).batchSize(atMost).iterator()) {
            while (cursor.hasNext()) {
                int bytes = 0;
                for (int i = 0; i < atMost && bytes < BYTES && cursor.hasNext(); i++) {
                    RawBsonDocument document = cursor.next();
                    look.accept(document);
                    bytes += document.getByteBuffer().remaining();
                    done++;
                }
                afterBatch.run();
                progress.at(step, done, Math.max(total, done));
            }
        }
    }
}
