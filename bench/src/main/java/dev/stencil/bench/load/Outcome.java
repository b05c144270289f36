package dev.stencil.bench.load;

import java.util.Map;

/**
 * What came of load.
 *
 * @param answers of any status
 * @param wrong how many of them had not the status that they must have
 * @param statuses how often each came, as far as the generator tells
 * @param latency of all answers
 */
public record Outcome(long answers, long wrong, Map<Integer, Long> statuses, double seconds, Latency latency) {
    /** In microseconds. */
    public record Latency(long p50, long p99, long max) {}

    public double perSecond() {
        return answers / seconds;
    }
}
