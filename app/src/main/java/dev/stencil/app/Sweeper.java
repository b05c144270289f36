package dev.stencil.app;

import dev.stencil.core.domain.Failure;
import dev.stencil.core.usecase.Sweep;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sweeps soon after the start and every minute, on a thread of its own, which no failure ends. */
final class Sweeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "stencil-sweep"));

    private final ScheduledFuture<?> sweeping;

    Sweeper(Sweep sweep) {
        this(sweep, 60);
    }

    Sweeper(Sweep sweep, int seconds) {
        sweeping = thread.scheduleWithFixedDelay(() -> run(sweep), 1, seconds, TimeUnit.SECONDS);
    }

    boolean isRunning() {
        return !sweeping.isDone();
    }

    private static void run(Sweep sweep) {
        try {
            sweep.run();
        } catch (Failure.Unavailable e) {
            LOG.warn("Not everything was swept, the next run goes on: {}", e.getMessage());
        } catch (RuntimeException | Error e) {
            LOG.error("Not swept", e);
        }
    }

    /** Waits for a sweep that is under way: the storage is closed next. */
    @Override
    public void close() {
        sweeping.cancel(true);
        thread.shutdown();
        try {
            if (!thread.awaitTermination(2, TimeUnit.SECONDS)) {
                LOG.warn("A sweep does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
