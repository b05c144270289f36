package dev.stencil.core.usecase.policy;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Monotonic clock in milliseconds, from 0. */
final class Stopwatch {
    private final LongSupplier nanoTime;
    private final long start;

    /** @param nanoTime as {@link System#nanoTime()} */
    Stopwatch(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    long millis() {
        return TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - start);
    }
}
