package dev.stencil.bench.load;

import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;

/** 16 digits that come once only: 4 for the run, 4 for the thread of it, 8 that count. */
final class Numbers {
    private static final AtomicInteger RUNS = new AtomicInteger();

    private final long base;
    private long count;

    private Numbers(long base) {
        this.base = base;
    }

    static int nextRun() {
        return RUNS.incrementAndGet();
    }

    static Numbers of(int run, int thread) {
        return new Numbers((long) run << 48 | (long) thread << 32);
    }

    String next() {
        return HexFormat.of().toHexDigits(base | count++);
    }
}
