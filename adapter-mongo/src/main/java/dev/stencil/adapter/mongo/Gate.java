package dev.stencil.adapter.mongo;

import com.mongodb.MongoException;
import com.mongodb.MongoServerException;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoIterable;
import com.mongodb.event.ServerHeartbeatFailedEvent;
import com.mongodb.event.ServerHeartbeatSucceededEvent;
import com.mongodb.event.ServerMonitorListener;
import dev.stencil.core.domain.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Circuit breaker for all calls: they pass while the database is verified and a server that takes writes is known, and
 * fail at once otherwise. Exceptions of the driver become {@link Failure.Unavailable} here.
 */
public final class Gate implements ServerMonitorListener {
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final long LONGEST_WAIT_SECONDS = 6;
    /**
     * One late heartbeat is no outage yet, and an outage shows within a second. A call that succeeds counts like a
     * heartbeat at its beginning: on a busy machine heartbeats may be late. The driver's own view does not serve: it
     * takes one cut connection for a dead server, and a silent server for a living one until a time limit ends.
     */
    private static final long LONGEST_SILENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(800);

    private final int places;
    private final Duration time;
    /** A permit for each call; closing takes them all for good. */
    private final Semaphore room;
    private volatile long lastHeard = System.nanoTime() - LONGEST_SILENCE_NANOS;
    private volatile boolean verified;
    private volatile boolean closed;
    private boolean reportedAway;

    /**
     * @param places how many calls may be under way at once
     * @param time how long each of them may take
     */
    Gate(int places, Duration time) {
        this.places = places;
        this.time = time;
        this.room = new Semaphore(places);
    }

    /** Opens the gate: the database was just reached, is ours, and has all its indexes. */
    void open() {
        lastHeard = System.nanoTime();
        verified = true;
    }

    boolean isOpen() {
        return verified && !closed && !isSilent();
    }

    private boolean isSilent() {
        return System.nanoTime() - lastHeard >= LONGEST_SILENCE_NANOS;
    }

    /** As {@link #call(Function)}, for a single operation, which the driver itself gives no more time than that. */
    <T> T call(Supplier<T> operation) {
        return call(deadline -> operation.get());
    }

    /**
     * @param operations share the time that one call has
     * @throws Failure.Unavailable if the gate is shut or there is no room, or instead of any exception of the driver
     *     that {@code operations} let through
     */
    <T> T call(Function<Deadline, T> operations) {
        if (!isOpen()) {
            throw unavailable(closed ? "the storage is closed" : "MongoDB is not there", null);
        }
        if (!room.tryAcquire()) {
            throw unavailable(closed ? "the storage is closed" : "too many calls to MongoDB at once", null);
        }
        try {
            long began = System.nanoTime();
            T result = operations.apply(Deadline.in(time));
            // Reads, too, ask a server that takes writes. One that answers late does not keep the gate open.
            if (began - lastHeard > 0) {
                lastHeard = began;
            }
            return result;
        } catch (MongoException e) {
            // A server's words may quote what was to be written: names, contents.
            throw unavailable(describe(e), e instanceof MongoServerException ? null : e);
        } finally {
            room.release();
        }
    }

    /** The first of what a query finds. */
    <T> Optional<T> first(FindIterable<T> found) {
        return call(() -> Optional.ofNullable(found.first()));
    }

    /** All that a query finds. */
    <T> List<T> list(MongoIterable<T> found) {
        return call(() -> found.into(new ArrayList<>()));
    }

    /**
     * A page of what a query finds.
     *
     * @param page made of no more results than it needs, at most one more than {@code limit}
     */
    <T, E, P> P page(FindIterable<T> found, int limit, Function<T, E> item, Function<Iterator<E>, P> page) {
        return call(() -> {
            int most = (int) Math.min(limit + 1L, Integer.MAX_VALUE);
            try (MongoCursor<E> candidates = found.limit(most).map(item::apply).iterator()) {
                return page.apply(candidates);
            }
        });
    }

    public static String describe(MongoException e) {
        String kind = e.getClass().getSimpleName();
        return e instanceof MongoServerException ? kind + " (code " + e.getCode() + ")" : kind;
    }

    public static Failure.Unavailable unavailable(String what, @Nullable Throwable cause) {
        return new Failure.Unavailable(RETRY_AFTER, what, cause);
    }

    /** Refuses further calls and waits for those under way. */
    void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (!room.tryAcquire(places, LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("calls to MongoDB do not end; they are cut off");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void serverHeartbeatSucceeded(ServerHeartbeatSucceededEvent event) {
        listen(() -> {
            if (takesWrites(event.getReply())) {
                lastHeard = System.nanoTime();
            }
            report();
        });
    }

    @Override
    public void serverHeartbeatFailed(ServerHeartbeatFailedEvent event) {
        listen(this::report);
    }

    /** The driver's thread would end with what is thrown here, and no server be heard of any more. */
    private static void listen(Runnable listening) {
        try {
            listening.run();
        } catch (RuntimeException | Error e) {
            LOG.error("A heartbeat of MongoDB was not understood", e);
        }
    }

    /** Servers that are greeted in the old way answer so. */
    private static boolean takesWrites(BsonDocument greeting) {
        BsonBoolean old = greeting.getBoolean("ismaster", BsonBoolean.FALSE);
        return greeting.getBoolean("isWritablePrimary", old).getValue();
    }

    private synchronized void report() {
        boolean away = isSilent();
        if (away != reportedAway && verified && !closed) {
            reportedAway = away;
            LOG.warn(away ? "MongoDB is away" : "MongoDB is back");
        }
    }
}
