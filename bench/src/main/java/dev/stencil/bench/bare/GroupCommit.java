package dev.stencil.bench.bare;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;

/** Thread that writes: all that is waiting goes into one transaction. */
final class GroupCommit {
    private static final int MOST_WAITING = 1024;
    private static final int MOST_AT_ONCE = 256;

    private final BlockingQueue<Pending<?>> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final PreparedStatement begin;
    private final PreparedStatement commit;

    /** Change within a transaction. */
    @FunctionalInterface
    interface Write<T> {
        T make() throws SQLException;
    }

    private record Pending<T>(Write<T> write, CompletableFuture<T> done) {
        /** Returns what is to be done once it is durable. */
        Runnable make() throws SQLException {
            T result = write.make();
            return () -> done.complete(result);
        }
    }

    GroupCommit(Connection connection) throws SQLException {
        this.begin = connection.prepareStatement("BEGIN IMMEDIATE");
        this.commit = connection.prepareStatement("COMMIT");
        Thread thread = new Thread(this::run, "writer");
        thread.setDaemon(true);
        thread.start();
    }

    /** @return what is done when it is durable */
    <T> CompletableFuture<T> submit(Write<T> write) throws InterruptedException {
        Pending<T> pending = new Pending<>(write, new CompletableFuture<>());
        waiting.put(pending);
        return pending.done;
    }

    private void run() {
        List<Pending<?>> batch = new ArrayList<>(MOST_AT_ONCE);
        List<Runnable> outcomes = new ArrayList<>(MOST_AT_ONCE);
        try {
            while (true) {
                batch.add(waiting.take());
                waiting.drainTo(batch, MOST_AT_ONCE - 1);
                begin.executeUpdate();
                for (Pending<?> pending : batch) {
                    outcomes.add(pending.make());
                }
                commit.executeUpdate();
                outcomes.forEach(Runnable::run);
                batch.clear();
                outcomes.clear();
            }
        } catch (SQLException | InterruptedException e) {
            // There is no second try in a baseline: the scenario fails.
            batch.forEach(pending -> pending.done.completeExceptionally(e));
        }
    }
}
