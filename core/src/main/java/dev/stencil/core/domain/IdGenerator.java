package dev.stencil.core.domain;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Generator of {@link Id}s that are unique across processes and strictly growing within one, also when the clock is set
 * back or more than 2^24 ids are asked for in one second (the counter then borrows from the next). Safe for use by many
 * threads.
 */
public final class IdGenerator {
    private static final int COUNTER_BITS = 24;
    private static final long COUNTER_MASK = (1L << COUNTER_BITS) - 1;

    private final InstantSource clock;
    private final String process;
    /** Seconds above, counter below. */
    private final AtomicLong last = new AtomicLong();

    public IdGenerator(InstantSource clock) {
        this.clock = clock;
        byte[] random = new byte[5];
        new SecureRandom().nextBytes(random);
        this.process = HexFormat.of().formatHex(random);
    }

    public Id next() {
        return at(clock.instant());
    }

    /** As {@link #next}, of something that is made at a certain time. */
    public Id at(Instant time) {
        long now = last.updateAndGet(previous -> Math.max(previous + 1, time.getEpochSecond() << COUNTER_BITS));
        HexFormat hex = HexFormat.of();
        return new Id(hex.toHexDigits(now >>> COUNTER_BITS, 8) + process + hex.toHexDigits(now & COUNTER_MASK, 6));
    }
}
