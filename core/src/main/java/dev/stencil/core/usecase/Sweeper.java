package dev.stencil.core.usecase;

import dev.stencil.core.domain.Event;
import dev.stencil.core.port.Events;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Thread that runs {@link Sweep} soon after the start and at an interval; no failure of a run ends it. */
public final class Sweeper implements AutoCloseable {
    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final Sweep sweep;
    private final Events events;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("stencil-sweep").factory());
    private final ScheduledFuture<?> sweeping;

    public Sweeper(Sweep sweep, Duration interval, Events events) {
        this.sweep = sweep;
        this.events = events;
        long first = Math.min(FIRST_DELAY.toNanos(), interval.toNanos());
        sweeping = thread.scheduleWithFixedDelay(this::run, first, interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    public boolean isRunning() {
        return !sweeping.isDone();
    }

    private void run() {
        try {
            sweep.run();
        } catch (RuntimeException | Error e) {
            events.report(new Event.SweepFailed(e));
        }
    }

    /** Waits two seconds at most for a run that is under way: the storage is closed next. */
    @Override
    public void close() {
        sweeping.cancel(true);
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_TIMEOUT.toNanos(), TimeUnit.NANOSECONDS)) {
                events.report(new Event.SweepNotEnded());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
