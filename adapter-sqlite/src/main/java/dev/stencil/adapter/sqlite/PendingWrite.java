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
    private final Handle.Work<T> write;
    private final int bytes;
    /** Completes the future, but not before the commit: the result may depend on other writes of the transaction. */
    private Runnable outcome = () -> {};

    /** @param bytes what it counts as while it waits */
    PendingWrite(Handle.Work<T> write, int bytes) {
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
