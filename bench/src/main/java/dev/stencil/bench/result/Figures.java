package dev.stencil.bench.result;

import dev.stencil.bench.load.Outcome;
import java.time.Duration;

/**
 * What one round showed of one server.
 *
 * @param latency in microseconds
 * @param cpuMicros of the server, for each request
 */
public record Figures(long answers, double perSecond, Outcome.Latency latency, double cpuMicros) {
    public static Figures of(Outcome outcome, Duration cpuTime) {
        return new Figures(
                outcome.answers(),
                outcome.perSecond(),
                outcome.latency(),
                cpuTime.toNanos() / 1e3 / outcome.answers());
    }
}
