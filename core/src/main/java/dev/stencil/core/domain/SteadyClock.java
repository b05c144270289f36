package dev.stencil.core.domain;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock in whole milliseconds that never runs backwards within the process: lists are ordered by the time of
 * creation, and a clock that is set back must not put a new template before an older one.
 */
public final class SteadyClock implements InstantSource {
    /** How far the clocks of processes that share a store, or a key for tokens, may be apart. */
    public static final Duration SKEW = Duration.ofSeconds(30);

    private final InstantSource source;
    private final AtomicLong latest = new AtomicLong(Long.MIN_VALUE);

    public SteadyClock(InstantSource source) {
        this.source = source;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(latest.accumulateAndGet(source.millis(), Math::max));
    }

    /** Sets the clock ahead to that time, if it is behind. */
    public void startAt(Instant time) {
        latest.accumulateAndGet(time.toEpochMilli(), Math::max);
    }
}
