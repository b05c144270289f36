package dev.stencil.app.moving;

import dev.stencil.core.domain.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Writes to a store that run in parallel, since each waits for a disk that can take several at once. No more of them
 * are pending than fit into a small heap.
 */
final class ParallelWrites implements AutoCloseable {
    private static final int THREADS = 32;
    private static final int MOST_WAITING = 512;
    private static final long MOST_BYTES = 4 * 1024 * 1024;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final List<Callable<Boolean>> waiting = new ArrayList<>();
    private long bytes;
    private long before;

    /**
     * @param put returns false if it was there before
     * @param size about so many bytes
     */
    void add(Callable<Boolean> put, long size) {
        waiting.add(put);
        bytes += size;
        if (waiting.size() >= MOST_WAITING || bytes >= MOST_BYTES) {
            flush();
        }
    }

    /**
     * Waits until all that was added is there.
     *
     * @throws CannotMove as a write did, or if the store is away
     */
    void flush() {
        try {
            for (Future<Boolean> put : threads.invokeAll(waiting)) {
                before += put.get() ? 0 : 1;
            }
        } catch (ExecutionException e) {
            throw unwrapped(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotMove("interrupted: run it again, and it goes on");
        }
        waiting.clear();
        bytes = 0;
    }

    private static RuntimeException unwrapped(ExecutionException e) {
        return switch (e.getCause()) {
            case CannotMove cannot -> cannot;
            case Failure.Unavailable away ->
                new CannotMove("the store does not take it (" + away.what() + "): run it again, and it goes on",
                        away);
            case null, default -> new IllegalStateException("a write failed", e.getCause());
        };
    }

    /** How many were there before. */
    long before() {
        return before;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
