package dev.stencil.adapter.mongo.migration;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.cursor.TimeoutMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.RawBsonDocument;

/** Scan of a collection in batches that fit into a small heap. */
record CollectionScan(MongoCollection<BsonDocument> collection, MigrationProgress progress) {
    private static final int DOCUMENTS = 500;
    private static final int BYTES = 4 * 1024 * 1024;
    /** The order in which the original listed: that of insertion, on a cluster by shard. */
    private static final BsonDocument NATURAL = new BsonDocument("$natural", new BsonInt32(1));

    void inNaturalOrder(MigrationProgress.Step step, Consumer<List<RawBsonDocument>> batches) {
        inNaturalOrder(step, DOCUMENTS, batches);
    }

    void inNaturalOrder(MigrationProgress.Step step, int atMost, Consumer<List<RawBsonDocument>> batches) {
        through(collection.find(RawBsonDocument.class).sort(NATURAL), step, atMost, batches);
    }

    void through(
            FindIterable<RawBsonDocument> found, MigrationProgress.Step step, Consumer<List<RawBsonDocument>> batches) {
        through(found, step, DOCUMENTS, batches);
    }

    private void through(
            FindIterable<RawBsonDocument> found,
            MigrationProgress.Step step,
            int atMost,
            Consumer<List<RawBsonDocument>> batches) {
        long total = collection.estimatedDocumentCount();
        long done = 0;
        progress.at(step, done, total);
        // The time limit holds for each answer of the server, not for the whole scan.
        try (MongoCursor<RawBsonDocument> cursor =
                found.timeoutMode(TimeoutMode.ITERATION).batchSize(atMost).iterator()) {
            while (cursor.hasNext()) {
                List<RawBsonDocument> batch = next(cursor, atMost);
                batches.accept(batch);
                done += batch.size();
                progress.at(step, done, Math.max(total, done));
            }
        }
    }

    private static List<RawBsonDocument> next(MongoCursor<RawBsonDocument> cursor, int atMost) {
        List<RawBsonDocument> batch = new ArrayList<>();
        int bytes = 0;
        while (batch.size() < atMost && bytes < BYTES && cursor.hasNext()) {
            RawBsonDocument document = cursor.next();
            bytes += document.getByteBuffer().remaining();
            batch.add(document);
        }
        return batch;
    }
}
