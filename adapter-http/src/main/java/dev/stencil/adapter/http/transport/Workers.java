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
    private final int mostResuming;
    private final Queue<Runnable> rest = new ArrayDeque<>();
    private int resuming;

    /**
     * @param running how much work is done at a time
     * @param waiting how much may wait
     * @param ready whether new work can be expected to succeed
     */
    public Workers(int running, int waiting, BooleanSupplier ready) {
        this.running = running;
        this.waiting = waiting;
        this.ready = ready;
        this.mostResuming = Math.max(1, running / 4);
    }

    /** Takes on new work, or says that there is too much: what is not ready is not waited for, either. */
    public boolean offer(Executor executor, Runnable work) {
        int most = running + (ready.getAsBoolean() ? waiting : 0);
        if (held.incrementAndGet() > most) {
            held.decrementAndGet();
            return false;
        }
        submit(executor, work);
        return true;
    }

    /**
     * Takes on the rest of work that was taken on before: an answer that is begun is not dropped. A few are done at a
     * time, so that long answers do not keep short ones waiting.
     */
    void resume(Executor executor, Runnable work) {
        synchronized (rest) {
            if (resuming == mostResuming) {
                rest.add(work);
                return;
            }
            resuming++;
        }
        try {
            executor.execute(() -> resumeAll(work));
        } catch (RuntimeException | Error e) {
            synchronized (rest) {
                resuming--;
            }
            throw e;
        }
    }

    private void resumeAll(Runnable first) {
        for (Runnable work = first; work != null; work = nextToResume()) {
            runAlone(work);
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

    private @Nullable Runnable nextToResume() {
        synchronized (rest) {
            Runnable next = rest.poll();
            resuming -= next == null ? 1 : 0;
            return next;
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
