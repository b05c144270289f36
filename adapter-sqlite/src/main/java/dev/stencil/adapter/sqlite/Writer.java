package dev.stencil.adapter.sqlite;

import dev.stencil.core.domain.Failure;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. Whatever is waiting goes into one transaction, since waiting for the disk is what a commit
 * costs; callers learn how their write went once that transaction is on the disk.
 */
final class Writer {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

    private static final int MAX_WAITING = 1024;
    private static final int MAX_BATCH = 256;
    private static final long MAX_WAIT_FOR_PLACE_MILLIS = 1_000;
    private static final long MAX_WAIT_MILLIS = 5_000;
    private static final long PROBE_MILLIS = 1_000;
    private static final long MAX_CLOSE_MILLIS = 10_000;

    private final Handle database;
    private final BlockingQueue<PendingWrite<?>> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private final Thread thread = new Thread(this::run, "stencil-sqlite-writer");

    /** Whether the latest commit succeeded in time. */
    private volatile boolean healthy = true;
    private volatile boolean closing;
    private volatile boolean ended;

    /** @param database used by the writer alone until it is closed */
    Writer(Handle database) {
        this.database = database;
        thread.setDaemon(true);
        thread.start();
    }

    boolean isHealthy() {
        return healthy && !closing && !ended;
    }

    int queued() {
        return waiting.size();
    }

    /**
     * Returns when the write is durable.
     *
     * @throws Failure whatever the write answers with, once that is final
     * @throws Failure.Unavailable if it is not durable in time, or the disk or the file fails
     */
    <T> T write(PendingWrite.Write<T> write) {
        PendingWrite<T> pending = new PendingWrite<>(write);
        try {
            if (closing || !waiting.offer(pending, MAX_WAIT_FOR_PLACE_MILLIS, TimeUnit.MILLISECONDS)) {
                throw Failures.unavailable(closing ? "the storage is closed" : "too many writes are waiting", null);
            }
            if (ended) {
                failWaiting();
            }
            return pending.get(MAX_WAIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            healthy = false;
            pending.cancel(false);
            throw Failures.unavailable("a write takes too long", e);
        } catch (InterruptedException e) {
            pending.cancel(false);
            Thread.currentThread().interrupt();
            throw Failures.unavailable("interrupted", e);
        } catch (ExecutionException e) {
            throw unwrapped(e);
        }
    }

    private static RuntimeException unwrapped(ExecutionException e) {
        return switch (e.getCause()) {
            case Failure failure -> failure;
            case null, default -> new IllegalStateException("a write failed", e.getCause());
        };
    }

    private void run() {
        List<PendingWrite<?>> batch = new ArrayList<>(MAX_BATCH);
        try {
            while (take(batch)) {
                if (!batch.isEmpty()) {
                    commit(batch);
                    batch.clear();
                }
            }
        } catch (RuntimeException | Error e) {
            LOG.error("The thread that writes to SQLite has died: start anew", e);
        } finally {
            ended = true;
            fail(batch, null);
            failWaiting();
        }
    }

    /** @return false if there is nothing left to do, ever */
    private boolean take(List<PendingWrite<?>> batch) {
        if (!closing) {
            awaitFirst(batch);
        }
        waiting.drainTo(batch, MAX_BATCH - batch.size());
        return !closing || !batch.isEmpty();
    }

    private void awaitFirst(List<PendingWrite<?>> batch) {
        try {
            PendingWrite<?> first = waiting.poll(PROBE_MILLIS, TimeUnit.MILLISECONDS);
            if (first != null) {
                batch.add(first);
            } else if (!healthy) {
                batch.add(probe());
            }
        } catch (InterruptedException e) {
            // close() wakes an idle writer; what is waiting is still written.
        }
    }

    /** While writes fail, callers may be kept away: the writer itself finds out when they succeed again. */
    private static PendingWrite<?> probe() {
        return new PendingWrite<>(database -> database.update("PRAGMA user_version = " + Schema.VERSION));
    }

    private void commit(List<PendingWrite<?>> batch) {
        try {
            database.update("BEGIN IMMEDIATE");
            for (PendingWrite<?> write : batch) {
                write.run(database);
            }
            database.update("COMMIT");
            setHealthy(null);
            batch.forEach(PendingWrite::tell);
        } catch (SQLException e) {
            rollBack();
            setHealthy(e);
            fail(batch, e);
        }
    }

    private void rollBack() {
        try {
            database.update("ROLLBACK");
        } catch (SQLException e) {
            LOG.debug("no transaction is left to roll back", e);
        }
    }

    private void setHealthy(@Nullable SQLException failure) {
        boolean before = healthy;
        healthy = failure == null;
        if (before && failure != null) {
            LOG.error("Writes to SQLite fail; they are tried on", failure);
        } else if (!before && failure == null) {
            LOG.info("Writes to SQLite succeed again");
        }
    }

    private void failWaiting() {
        List<PendingWrite<?>> late = new ArrayList<>();
        waiting.drainTo(late);
        fail(late, null);
    }

    private static void fail(List<PendingWrite<?>> writes, @Nullable SQLException cause) {
        for (PendingWrite<?> write : writes) {
            write.completeExceptionally(Failures.unavailable("a write was not committed", cause));
        }
    }

    /**
     * Writes what is waiting and ends.
     *
     * @return whether it has ended, so that the connection is free
     */
    boolean close() {
        closing = true;
        thread.interrupt();
        boolean interrupted = Thread.interrupted();
        try {
            thread.join(MAX_CLOSE_MILLIS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return ended;
    }
}
