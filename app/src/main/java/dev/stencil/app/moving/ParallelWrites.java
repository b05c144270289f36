package dev.stencil.app.moving;

import dev.stencil.app.config.CommandFailed;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
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
     * Exception for a store that has something else in the place of what a line would put there. It may be an earlier
     * line of the same file: see {@link Lines#refuseDuplicates}.
     */
    static final class OccupiedStore extends CommandFailed {
        private static final long serialVersionUID = 1;

        private OccupiedStore(Lines.Line line, Id self, Id existing) {
            super(line.at(existing.equals(self)
                    ? "the store has " + self + " in another state: it was used since an earlier import, or the file is"
                            + " another one; import into an empty store"
                    : "the store has " + existing + " in the place of " + self + ", an account of the same name or a"
                            + " template of the same content; import into an empty store"));
        }
    }

    /**
     * @param id of what the line holds
     * @param put returns false if it was there before
     */
    void add(Lines.Line line, Id id, Callable<Boolean> put) {
        waiting.add(() -> {
            try {
                return put.call();
            } catch (Failure.Conflict conflict) {
                throw new OccupiedStore(line, id, conflict.existing());
            }
        });
        bytes += line.text().length();
        if (waiting.size() >= MOST_WAITING || bytes >= MOST_BYTES) {
            flush();
        }
    }

    /**
     * Waits until all that was added is there.
     *
     * @throws CommandFailed as a write did, or if the store is away
     */
    void flush() {
        try {
            for (Future<Boolean> put : threads.invokeAll(waiting)) {
                before += put.get() ? 0 : 1;
            }
        } catch (ExecutionException e) {
            throw switch (e.getCause()) {
                case CommandFailed failed -> failed;
                case Failure.Unavailable away -> new CommandFailed(
                        "the store does not take it (" + away.what() + "): run it again, and it goes on", away);
                case null, default -> new IllegalStateException("a write failed", e.getCause());
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted: run it again, and it goes on");
        }
        waiting.clear();
        bytes = 0;
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
