package dev.stencil.adapter.http.front;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * A bound on the work that an executor holds, running and waiting: the queue of Undertow's own workers has none, and a
 * queue that only grows turns an overload into an outage.
 */
final class Workers {
    private final int running;
    private final int waiting;
    private final BooleanSupplier ready;
    private final AtomicInteger held = new AtomicInteger();

    /**
     * @param running how much work is done at a time
     * @param waiting how much may wait
     * @param ready whether new work can be expected to succeed
     */
    Workers(int running, int waiting, BooleanSupplier ready) {
        this.running = running;
        this.waiting = waiting;
        this.ready = ready;
    }

    /** Takes on new work, or says that there is too much: what is not ready is not waited for, either. */
    boolean offer(Executor executor, Runnable work) {
        if (held.incrementAndGet() > running + (ready.getAsBoolean() ? waiting : 0)) {
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
