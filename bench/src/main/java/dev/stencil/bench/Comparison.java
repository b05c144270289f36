package dev.stencil.bench;

import dev.stencil.bench.load.Extent;
import dev.stencil.bench.load.Generator;
import dev.stencil.bench.load.Sockets;
import dev.stencil.bench.load.Traffic;
import dev.stencil.bench.result.Compared;
import dev.stencil.bench.result.Round;
import dev.stencil.bench.scenario.Baseline;
import dev.stencil.bench.scenario.Scenario;
import dev.stencil.bench.server.Servers;
import dev.stencil.bench.server.Store;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A scenario on a store: Stencil beside the baseline, and the baseline beside itself. */
record Comparison(Servers servers, Effort effort, Generator preferred, Store store, Scenario scenario) {
    /** In a store that slows down: of what stays, so many in a round, and so many times as many to warm up. */
    private static final double STORED_IN_A_ROUND = 200;
    private static final int ROUNDS_OF_WARM_UP = 5;

    Compared run() throws IOException, InterruptedException {
        try (Stage stencil = Stage.stencil(servers, store, scenario.templates(), Map.of())) {
            if (scenario.baseline() == Baseline.NONE) {
                return compared(stencil, null);
            }
            try (Stage bare = Stage.bare(servers, store, "bare", scenario)) {
                return compared(stencil, bare);
            }
        }
    }

    /** What differs from 1 here is noise. */
    Compared control() throws IOException, InterruptedException {
        try (Stage one = Stage.bare(servers, store, "bare", scenario);
                Stage other = Stage.bare(servers, store, "control", scenario)) {
            return compared(one, other);
        }
    }

    private Compared compared(Stage one, @Nullable Stage other) throws IOException, InterruptedException {
        boolean counted = one.place().slowsDown() && scenario.growth() > 0;
        Generator generator = counted ? new Sockets() : preferred;
        long calls = Math.round(STORED_IN_A_ROUND / scenario.growth());
        Extent round = counted ? new Extent(effort.round().multipliedBy(10), calls) : Extent.of(effort.round());
        Extent warmUp = counted
                ? new Extent(effort.warmUp().multipliedBy(10), calls * ROUNDS_OF_WARM_UP)
                : Extent.of(effort.warmUp());
        Duel duel = new Duel(new Meter(generator), side(one), other == null ? null : side(other));
        List<Round> rounds = duel.rounds(effort.rounds(), warmUp, round);
        return Compared.of(scenario.name(), scenario.title(), store.title(), generator.name(), rounds,
                one.server().residentMebibytes());
    }

    private Side side(Stage stage) {
        Traffic traffic = scenario.requests().of(stage.account(), effort.connections());
        return new Side(stage.server(), () -> traffic);
    }
}
