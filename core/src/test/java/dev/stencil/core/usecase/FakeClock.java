package dev.stencil.core.usecase;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** Stands still until it is moved. */
public final class FakeClock implements InstantSource {
    private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private volatile Duration setBack = Duration.ZERO;

    public void move(Duration duration) {
        now = now.plus(duration);
    }

    /** Sets the time of the day back: no time passes. */
    void setBack(Duration duration) {
        setBack = setBack.plus(duration);
    }

    /** As {@link System#nanoTime()}: it does not know what day it is. */
    public long nanoTime() {
        return TimeUnit.MILLISECONDS.toNanos(now.toEpochMilli());
    }

    @Override
    public Instant instant() {
        return now.minus(setBack);
    }
}
