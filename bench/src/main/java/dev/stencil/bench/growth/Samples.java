package dev.stencil.bench.growth;

import java.util.Arrays;

/** How long a step took, again and again. */
final class Samples {
    private long[] nanos = new long[1_024];
    private int count;

    void add(long duration) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = duration;
    }

    double medianMicros() {
        return micros(0.5);
    }

    double p99Micros() {
        return micros(0.99);
    }

    /** The smallest sample that so great a part of all does not exceed. */
    private double micros(double part) {
        if (count == 0) {
            throw new IllegalStateException("nothing was measured");
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(part * count) - 1)] / 1e3;
    }
}
