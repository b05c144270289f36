package dev.stencil.bench;

import dev.stencil.bench.load.Extent;
import dev.stencil.bench.load.Generator;
import dev.stencil.bench.load.Outcome;
import dev.stencil.bench.load.Traffic;
import dev.stencil.bench.result.Figures;
import dev.stencil.bench.server.Server;
import java.io.IOException;
import java.time.Duration;

/** Puts load on a server and reads off what it takes. */
record Meter(Generator generator) {
    /** @throws FailedRound if a single answer is not as it must be */
    Figures measure(Server server, Traffic traffic, Extent extent) throws IOException, InterruptedException {
        Duration before = server.cpuTime();
        Outcome outcome = generator.run(server.port(), traffic, extent);
        Duration cpuTime = server.cpuTime().minus(before);
        if (outcome.wrong() > 0 || outcome.answers() == 0) {
            throw new FailedRound(outcome.wrong() + " of " + outcome.answers() + " answers were wrong "
                    + outcome.statuses());
        }
        return Figures.of(outcome, cpuTime);
    }
}
