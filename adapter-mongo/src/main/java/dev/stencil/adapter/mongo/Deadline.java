package dev.stencil.adapter.mongo;

import com.mongodb.client.MongoCollection;
import dev.stencil.core.domain.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;

/** Deadline of a call, however many operations it takes. */
record Deadline(long nanoTime) {
    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /**
     * The collection for one operation, which may take the time that is left.
     *
     * @throws Failure.Unavailable if none is left
     */
    <T> MongoCollection<T> on(MongoCollection<T> collection) {
        long millis = TimeUnit.NANOSECONDS.toMillis(nanoTime - System.nanoTime());
        // The driver takes 0 for "no limit".
        if (millis <= 0) {
            throw Gate.unavailable("MongoDB is too slow", null);
        }
        return collection.withTimeout(millis, TimeUnit.MILLISECONDS);
    }

    /** The first document that a filter matches. */
    <T> Optional<T> first(MongoCollection<T> collection, BsonDocument filter) {
        return Optional.ofNullable(on(collection).find(filter).first());
    }
}
