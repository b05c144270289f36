package dev.stencil.adapter.sqlite;

import dev.stencil.adapter.sqlite.file.Failures;
import dev.stencil.adapter.sqlite.file.Handle;
import dev.stencil.core.domain.Failure;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;

/**
 * Transactions of the {@link Writer}: makes several writes in one. If the transaction fails, each of its writes is
 * tried alone, so that one bad write fails no other.
 */
final class GroupCommit {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    private final Handle database;
    private final BooleanSupplier inPlace;
    private final Consumer<@Nullable Throwable> health;
    /** Since when the transaction under way is, by {@link System#nanoTime()}; null between transactions. */
    private volatile @Nullable Long busySince;

    /**
     * @param inPlace whether what is written now will be found again; asked for between each commit and its answers
     * @param health is told after each transaction why it failed, or null
     */
    GroupCommit(Handle database, BooleanSupplier inPlace, Consumer<@Nullable Throwable> health) {
        this.database = database;
        this.inPlace = inPlace;
        this.health = health;
    }

    /** Whether the transaction under way has taken longer than that already. */
    boolean takesLongerThan(long millis) {
        Long since = busySince;
        return since != null && System.nanoTime() - since > TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** Makes the writes in one transaction; if that fails, each alone. Their futures are completed. */
    void make(List<PendingWrite<?>> batch) {
        Throwable failure = batch.isEmpty() ? null : commit(batch);
        if (failure == null) {
            return;
        }
        // If another process writes to the file, waiting for it once for each write would take far too long.
        boolean busy = failure instanceof SQLException e && Failures.code(e) == SQLiteErrorCode.SQLITE_BUSY;
        if (batch.size() == 1 || busy || failure instanceof NotInPlace) {
            fail(batch, failure);
            return;
        }
        batch.stream().filter(write -> !write.isDone()).forEach(write -> make(List.of(write)));
    }

    /** A committed transaction went to a file that is no longer at the database's path. */
    private static final class NotInPlace extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotInPlace() {
            super("the database is not at its path");
        }
    }

    /** @return why nothing of it was written, or null if all of it is on the disk and told */
    private @Nullable Throwable commit(List<PendingWrite<?>> writes) {
        busySince = System.nanoTime();
        boolean ofOne = false;
        try {
            database.update("BEGIN IMMEDIATE");
            ofOne = true;
            for (PendingWrite<?> write : writes) {
                write.run(database);
            }
            ofOne = false;
            database.update("COMMIT");
            if (!inPlace.getAsBoolean()) {
                return new NotInPlace();
            }
        } catch (SQLException | RuntimeException | Error e) {
            rollBack();
            // A damaged row fails only the writes that touch it.
            if (!ofOne || !Failures.isDamage(e)) {
                health.accept(e);
            }
            return e;
        } finally {
            busySince = null;
        }
        health.accept(null);
        writes.forEach(PendingWrite::tell);
        return null;
    }

    private void rollBack() {
        try {
            database.update("ROLLBACK");
        } catch (SQLException e) {
            LOG.debug("no transaction is left to roll back", e);
        }
    }

    static void fail(List<PendingWrite<?>> writes, @Nullable Throwable cause) {
        writes.forEach(write -> write.completeExceptionally(Failures.notCommitted(cause)));
    }

    /**
     * Future of a queued write; completed when the write is on the disk or has failed. A write that is cancelled before
     * its turn is not made.
     */
    static final class PendingWrite<T> extends CompletableFuture<T> {
        private final Handle.Work<T> write;
        final int bytes;
        /** Completes the future once all is committed: the result may depend on other writes of the transaction. */
        private Runnable outcome = () -> {};

        /** @param bytes what it counts as while it waits */
        PendingWrite(Handle.Work<T> write, int bytes) {
            this.write = write;
            this.bytes = bytes;
        }

        /**
         * Makes the write within the open transaction; again within another if that one is lost. If it answers with a
         * failure or throws anything that is a mistake in this program, it alone is undone.
         *
         * @throws SQLException if the disk or the file fails: nothing of the transaction is to be trusted then
         */
        void run(Handle database) throws SQLException {
            if (isDone()) {
                return;
            }
            database.update("SAVEPOINT one");
            try {
                T result = write.on(database);
                outcome = () -> complete(result);
            } catch (SQLException | RuntimeException | Error e) {
                Throwable answer = e instanceof SQLException failed ? Failures.of(failed) : e;
                if (e instanceof SQLException && answer instanceof Failure.Unavailable) {
                    throw e;
                }
                // Fails if SQLite has given up the whole transaction.
                database.update("ROLLBACK TO one");
                outcome = () -> completeExceptionally(answer);
            }
            database.update("RELEASE one");
        }

        void tell() {
            outcome.run();
        }
    }
}
