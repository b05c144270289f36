package dev.stencil.adapter.http.front;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A bound on the work that an executor holds, running and waiting: the queue of Undertow's own workers has none, and a
 * queue that only grows turns an overload into an outage.
 */
final class Workers {
    private final int capacity;
    private final AtomicInteger held = new AtomicInteger();

    Workers(int capacity) {
        this.capacity = capacity;
    }

    /** Takes on new work, or says that there is too much. */
    boolean offer(Executor executor, Runnable work) {
        if (held.incrementAndGet() > capacity) {
            held.decrementAndGet();
            return false;
        }
        submit(executor, work);
        return true;
    }

    /** Takes on the rest of work that was taken on before: an answer that is begun is not dropped. */
    void resume(Executor executor, Runnable work) {
        held.incrementAndGet();
        submit(executor, work);
    }

    private void submit(Executor executor, Runnable work) {
        executor.execute(() -> {
            try {
                work.run();
            } finally {
                held.decrementAndGet();
            }
        });
    }
}
