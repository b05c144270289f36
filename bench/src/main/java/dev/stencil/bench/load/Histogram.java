package dev.stencil.bench.load;

/**
 * Counts of durations. Each is kept to within 2 %: up to 128 exactly, above that 64 steps for each doubling. For one
 * thread.
 */
final class Histogram {
    private static final int STEP_BITS = 6;
    private static final int STEPS = 1 << STEP_BITS;

    private final long[] counts = new long[STEPS * (Long.SIZE - STEP_BITS + 1)];
    private long total;
    private long max;

    void record(long value) {
        counts[index(value)]++;
        total++;
        max = Math.max(max, value);
    }

    void add(Histogram other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
        total += other.total;
        max = Math.max(max, other.max);
    }

    /** The smallest value that so many percent do not exceed; 0 if there is none. */
    long percentile(double percent) {
        long wanted = Math.max(1, (long) Math.ceil(total * percent / 100));
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= wanted) {
                return Math.min(highest(i), max);
            }
        }
        return max;
    }

    Outcome.Latency latency() {
        return new Outcome.Latency(percentile(50), percentile(99), max);
    }

    private static int index(long value) {
        int shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(value) - STEP_BITS - 1);
        return shift * STEPS + (int) (value >>> shift);
    }

    /** The largest value that is counted at an index. */
    private static long highest(int index) {
        int shift = Math.max(0, index / STEPS - 1);
        long step = index - (long) shift * STEPS;
        return ((step + 1) << shift) - 1;
    }
}
