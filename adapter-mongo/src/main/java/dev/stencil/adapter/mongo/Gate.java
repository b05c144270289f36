package dev.stencil.adapter.mongo;

import com.mongodb.MongoException;
import com.mongodb.MongoServerException;
import com.mongodb.event.ClusterDescriptionChangedEvent;
import com.mongodb.event.ClusterListener;
import dev.stencil.core.domain.Failure;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every call passes: it is let through while the database is verified and has a server that takes writes, and is
 * refused at once otherwise. What the driver throws becomes {@link Failure.Unavailable} here.
 */
final class Gate implements ClusterListener {
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final long LONGEST_WAIT_SECONDS = 6;

    /** Calls share it; closing takes it for good. */
    private final ReadWriteLock calls = new ReentrantReadWriteLock();
    private volatile boolean writable;
    private volatile boolean verified;
    private volatile boolean closed;

    /** From here on the database is known to be ours, with all its indexes. */
    void open() {
        verified = true;
    }

    boolean isOpen() {
        return verified && writable && !closed;
    }

    /**
     * @throws Failure.Unavailable if the gate is shut, or instead of any exception of the driver that {@code operation}
     *     lets through
     */
    <T> T call(Supplier<T> operation) {
        if (!isOpen() || !calls.readLock().tryLock()) {
            throw unavailable(closed ? "the storage is closed" : "MongoDB is not there", null);
        }
        try {
            return operation.get();
        } catch (MongoException e) {
            // A server's words may quote what was to be written: names, contents.
            throw unavailable(describe(e), e instanceof MongoServerException ? null : e);
        } finally {
            calls.readLock().unlock();
        }
    }

    static String describe(MongoException e) {
        String kind = e.getClass().getSimpleName();
        return e instanceof MongoServerException ? kind + " (code " + e.getCode() + ")" : kind;
    }

    static Failure.Unavailable unavailable(String what, @Nullable Throwable cause) {
        return new Failure.Unavailable(RETRY_AFTER, what, cause);
    }

    /** Lets nobody in any more and waits for those within. */
    void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (!calls.writeLock().tryLock(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("calls to MongoDB do not end; they are cut off");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void clusterDescriptionChanged(ClusterDescriptionChangedEvent event) {
        boolean now = event.getNewDescription().hasWritableServer();
        if (now != writable) {
            writable = now;
            if (verified && !closed) {
                LOG.warn(now ? "MongoDB is back" : "MongoDB is away");
            }
        }
    }
}
