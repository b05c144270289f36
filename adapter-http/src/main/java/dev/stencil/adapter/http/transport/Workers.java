package dev.stencil.adapter.http.transport;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bound on the tasks that an executor runs and queues: the queue of Undertow's own workers has none, and a
 * queue that only grows turns an overload into an outage.
 */
public final class Workers {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

    private final int running;
    private final int waiting;
    private final BooleanSupplier ready;
    private final AtomicInteger held = new AtomicInteger();
    private final Lane answers;
    private final Lane large = new Lane(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

    /**
     * @param running how much work is done at a time
     * @param waiting how much may wait
     * @param ready whether new work can be expected to succeed
     */
    public Workers(int running, int waiting, BooleanSupplier ready) {
        this.running = running;
        this.waiting = waiting;
        this.ready = ready;
        this.answers = new Lane(Math.max(1, running / 4));
    }

    /**
     * Takes on new work, or says that there is too much: what is not ready is not waited for, either.
     *
     * @param isLarge whether it takes a processor for long: such work gets half of the processors at most
     */
    public boolean offer(Executor executor, boolean isLarge, Runnable work) {
        int most = running + (ready.getAsBoolean() ? waiting : 0);
        if (held.incrementAndGet() > most) {
            held.decrementAndGet();
            return false;
        }
        submit(isLarge ? task -> large.execute(executor, task) : executor, work);
        return true;
    }

    /** Takes on the rest of work that was taken on before: an answer that is begun is not dropped. */
    void resume(Executor executor, Runnable work) {
        answers.execute(executor, work);
    }

    /** Work that is done a few at a time, so that what takes long does not keep what is short waiting. */
    private static final class Lane {
        private final int most;
        private final Queue<Runnable> waiting = new ArrayDeque<>();
        private int running;

        Lane(int most) {
            this.most = most;
        }

        void execute(Executor executor, Runnable work) {
            synchronized (this) {
                if (running == most) {
                    waiting.add(work);
                    return;
                }
                running++;
            }
            try {
                executor.execute(() -> runAll(work));
            } catch (RuntimeException | Error e) {
                synchronized (this) {
                    running--;
                }
                throw e;
            }
        }

        private void runAll(Runnable first) {
            for (Runnable work = first; work != null; work = next()) {
                runAlone(work);
            }
        }

        private synchronized @Nullable Runnable next() {
            Runnable next = waiting.poll();
            running -= next == null ? 1 : 0;
            return next;
        }
    }

    /** Whatever fails, the work that waits behind it is done. */
    private static void runAlone(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            try {
                LOG.error("An answer could not be continued", e);
            } catch (RuntimeException | Error unsaid) {
                // There is nothing left to say it with.
            }
        }
    }

    private void submit(Executor executor, Runnable work) {
        try {
            executor.execute(() -> {
                try {
                    work.run();
                } catch (RuntimeException | Error e) {
                    LOG.error("A request was not worked on to its end", e);
                } finally {
                    held.decrementAndGet();
                }
            });
        } catch (RuntimeException | Error e) {
            held.decrementAndGet();
            throw e;
        }
    }
}
