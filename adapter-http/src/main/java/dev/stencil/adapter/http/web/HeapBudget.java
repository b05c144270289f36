package dev.stencil.adapter.http.web;

import dev.stencil.adapter.http.transport.HttpProblem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Bound on the heap that the requests under way take for what they read, by estimates. Bytes on the wire say little:
 * the values of a body of 2 MiB can take a hundred times as much.
 *
 * <p>The first part of each request is free, so that a small one is never refused because of what others send: as many
 * requests as there are workers take no more than a sixteenth of the heap with it. What comes beyond is taken from a
 * fifth of the heap that all share, and neither an account nor an address has more than half of that at a time.
 */
final class HeapBudget {
    private static final int LEAST_FREE = 64 * 1024;
    /** What is taken at a time, so that the lock is no matter. */
    private static final int STEP = 64 * 1024;

    private final long free;
    private final long most;
    private final Map<String, Long> held = new HashMap<>();
    private long sum;

    private HeapBudget(long free, long most) {
        this.free = free;
        this.most = most;
    }

    /** @param workers how many requests are worked on at a time */
    static HeapBudget of(long heap, int workers) {
        return new HeapBudget(Math.max(LEAST_FREE, heap / 16 / workers), heap / 5);
    }

    /**
     * Nothing yet.
     *
     * @param holders for whom it is: accounts, addresses; asked for once the request is no small one
     */
    Share share(Supplier<List<String>> holders) {
        return new Share(holders);
    }

    /** What one request takes, until it is closed. Used by one thread. */
    final class Share implements AutoCloseable {
        private final Supplier<List<String>> source;
        private List<String> holders = List.of();
        private long estimate;
        private long taken;

        private Share(Supplier<List<String>> source) {
            this.source = source;
        }

        /**
         * Takes more.
         *
         * @throws HttpProblem 413 if no request may take as much, 503 if there is no room for it now
         */
        void take(long bytes) {
            estimate += bytes;
            if (estimate > free + taken) {
                grow(Math.max(STEP, estimate - free - taken));
            }
        }

        /** Takes more, or all that one request may take if that is less: what is read cannot be refused for good. */
        void takeAtMost(long bytes) {
            take(Math.min(bytes, Math.max(0, free + most / 2 - STEP - estimate)));
        }

        private void grow(long more) {
            if (taken + more > most / 2) {
                throw HttpProblem.tooMuchHeap();
            }
            if (holders.isEmpty()) {
                holders = source.get();
            }
            synchronized (HeapBudget.this) {
                boolean fits = sum + more <= most
                        && holders.stream().allMatch(holder -> held.getOrDefault(holder, 0L) + more <= most / 2);
                if (!fits) {
                    throw HttpProblem.unavailable();
                }
                hold(more);
            }
        }

        private void hold(long more) {
            sum += more;
            taken += more;
            holders.forEach(holder -> held.compute(holder, (same, bytes) -> {
                long now = (bytes == null ? 0 : bytes) + more;
                return now == 0 ? null : now;
            }));
        }

        @Override
        public void close() {
            if (taken > 0) {
                synchronized (HeapBudget.this) {
                    hold(-taken);
                }
            }
        }
    }
}
