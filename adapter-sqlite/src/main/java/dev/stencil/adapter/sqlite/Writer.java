package dev.stencil.adapter.sqlite;

import dev.stencil.adapter.sqlite.GroupCommit.PendingWrite;
import dev.stencil.adapter.sqlite.file.Failures;
import dev.stencil.adapter.sqlite.file.Handle;
import dev.stencil.adapter.sqlite.file.Schema;
import dev.stencil.core.domain.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thread that makes all writes, with group commit: the waiting writes go into one transaction, since a commit costs a
 * wait for the disk. Callers get their result once that transaction is on the disk; {@link GroupCommit} makes it.
 *
 * <p>Memory is bounded however long the disk takes: the writes that wait and those of the transaction under way hold
 * at most {@link #MAX_WAITING_BYTES} each, a write leaves the queue when its caller gives up, and while a commit takes
 * longer than a caller waits, writes are refused at once.
 */
final class Writer implements Writes {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

    private static final int MAX_WAITING = 1024;
    static final int MAX_WAITING_BYTES = 16 * 1024 * 1024;
    /** The size that the smallest write counts as, so that the limit on bytes also limits the number. */
    private static final int MIN_BYTES = MAX_WAITING_BYTES / MAX_WAITING;
    private static final int MAX_BATCH = 256;
    private static final long MAX_WAIT_FOR_PLACE_MILLIS = 1_000;
    private static final long MAX_WAIT_MILLIS = 5_000;
    private static final long PROBE_MILLIS = 1_000;
    private static final long MAX_CLOSE_MILLIS = 10_000;

    private final GroupCommit commits;
    private final BlockingQueue<PendingWrite<?>> waiting = new LinkedBlockingQueue<>();
    /** In bytes: what may still be added to those that wait. */
    private final Semaphore room = new Semaphore(MAX_WAITING_BYTES, true);
    private final Thread thread = new Thread(this::run, "stencil-sqlite-writer");

    /** Whether the latest commit succeeded in time. */
    private volatile boolean healthy = true;
    private volatile boolean closing;
    private volatile boolean ended;

    /**
     * @param database used by the writer alone until it is closed
     * @param inPlace whether what is written now will be found again; asked for between each commit and its answers
     */
    Writer(Handle database, BooleanSupplier inPlace) {
        this.commits = new GroupCommit(database, inPlace, this::setHealthy);
        thread.setDaemon(true);
        thread.start();
    }

    boolean isHealthy() {
        return healthy && !closing && !ended && !commits.takesLongerThan(MAX_WAIT_MILLIS);
    }

    int queued() {
        return waiting.size();
    }

    @Override
    public <T> T write(int bytes, Handle.Work<T> write) {
        PendingWrite<T> pending = new PendingWrite<>(write, Math.clamp(bytes, MIN_BYTES, MAX_WAITING_BYTES));
        try {
            enqueue(pending);
            return pending.get(MAX_WAIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            healthy = false;
            throw Failures.unavailable("a write takes too long", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failures.unavailable("interrupted", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Failure failure
                    ? failure
                    : new IllegalStateException("a write failed", e.getCause());
        } finally {
            if (pending.cancel(false) && waiting.remove(pending)) {
                room.release(pending.bytes);
            }
        }
    }

    private void enqueue(PendingWrite<?> pending) throws InterruptedException {
        if (closing) {
            throw Failures.unavailable("the storage is closed", null);
        }
        if (commits.takesLongerThan(MAX_WAIT_MILLIS)) {
            throw Failures.unavailable("the disk does not finish a write", null);
        }
        if (!room.tryAcquire(pending.bytes, MAX_WAIT_FOR_PLACE_MILLIS, TimeUnit.MILLISECONDS)) {
            throw Failures.unavailable("too many writes are waiting", null);
        }
        waiting.add(pending);
        if (ended) {
            failWaiting();
        }
    }

    private void run() {
        try {
            while (step()) {
                // Until it is closed and nothing waits any more.
            }
        } finally {
            ended = true;
            failWaiting();
        }
    }

    /** Writes one batch. No failure of a batch ends the thread, since all callers depend on it. */
    private boolean step() {
        List<PendingWrite<?>> batch = new ArrayList<>();
        try {
            take(batch);
            commits.make(batch);
        } catch (RuntimeException | Error e) {
            setHealthy(e);
            GroupCommit.fail(batch, e);
        }
        return !closing || !batch.isEmpty();
    }

    private void take(List<PendingWrite<?>> batch) {
        try {
            PendingWrite<?> first = closing ? null : waiting.poll(PROBE_MILLIS, TimeUnit.MILLISECONDS);
            if (first != null) {
                batch.add(first);
            }
        } catch (InterruptedException e) {
            // close() wakes an idle writer; what is waiting is still written.
        }
        waiting.drainTo(batch, MAX_BATCH - batch.size());
        batch.forEach(write -> room.release(write.bytes));
        if (batch.isEmpty() && !healthy && !closing) {
            // While writes fail, callers may stay away, so the writer itself tests when they succeed again.
            batch.add(new PendingWrite<>(database -> database.update("PRAGMA user_version = " + Schema.VERSION), 0));
        }
    }

    private void setHealthy(@Nullable Throwable failure) {
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
        GroupCommit.fail(late, null);
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
