package dev.stencil.adapter.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The real time, and what a test adds to it. */
final class TestClock implements InstantSource {
    private volatile Duration ahead = Duration.ZERO;

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead);
    }

    /** As {@link System#nanoTime()}. */
    long nanoTime() {
        return System.nanoTime() + ahead.toNanos();
    }

    void goOn(Duration time) {
        ahead = ahead.plus(time);
    }
}
