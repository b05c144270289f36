package dev.stencil.adapter.sqlite;

import dev.stencil.adapter.sqlite.file.Failures;
import dev.stencil.adapter.sqlite.file.Handle;
import dev.stencil.core.domain.Failure;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;

/**
 * Future of a queued write; completed when the write is on the disk or has failed. A write that is cancelled before its
 * turn is not made.
 */
final class PendingWrite<T> extends CompletableFuture<T> {
    private final Write<T> write;
    private final int bytes;
    /** Completes the future, but not before the commit: the result may depend on other writes of the transaction. */
    private Runnable outcome = () -> {};

    /** Changes something, within a transaction that others take part in. */
    @FunctionalInterface
    interface Write<T> {
        /** @throws Failure as an answer; what was changed before is undone */
        T to(Handle database) throws SQLException;
    }

    /** @param bytes what it counts as while it waits */
    PendingWrite(Write<T> write, int bytes) {
        this.write = write;
        this.bytes = bytes;
    }

    int bytes() {
        return bytes;
    }

    /**
     * Makes the write within the transaction that is open; again within another if that is lost. If it answers with a
     * failure or is a mistake of ours, whatever it throws, it alone is undone.
     *
     * @throws SQLException if the disk or the file fails: nothing of the transaction is to be trusted then
     */
    void run(Handle database) throws SQLException {
        if (isDone()) {
            return;
        }
        database.update("SAVEPOINT one");
        try {
            T result = write.to(database);
            outcome = () -> complete(result);
        } catch (Failure answer) {
            undo(database);
            outcome = () -> completeExceptionally(answer);
        } catch (SQLException e) {
            RuntimeException failure = Failures.of(e);
            if (failure instanceof Failure.Unavailable) {
                throw e;
            }
            undo(database);
            outcome = () -> completeExceptionally(failure);
        } catch (RuntimeException | Error e) {
            undo(database);
            outcome = () -> completeExceptionally(e);
        }
        database.update("RELEASE one");
    }

    /** Fails if SQLite has given up the whole transaction. */
    private static void undo(Handle database) throws SQLException {
        database.update("ROLLBACK TO one");
    }

    void tell() {
        outcome.run();
    }
}
