package dev.stencil.bench;

import dev.stencil.bench.Servers.Filled;
import dev.stencil.bench.Wrk.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Measures two servers in turns, so that whatever changes on the machine meanwhile changes for both.
 *
 * @param against another checkout, or {@code null} for what the scenario names
 */
record Comparison(Wrk wrk, Servers servers, Effort effort, @Nullable Path against) {
    static final String NO_FLOOD = "no flood";

    /** How much is measured: pairs of rounds, how long a round of one server takes, and the warm-up of each before. */
    record Effort(int rounds, Duration round, Duration warmUp) {}

    /** What one round showed of one server; CPU time is what it took for each answer. */
    record Round(double perSecond, double p99Millis, double cpuMicros) {}

    /** Server to measure, with or without others who guess passwords, and what its rounds showed so far. */
    private record Side(Filled filled, boolean flooded, List<Round> rounds) {
        Side(Filled filled, boolean flooded) {
            this(filled, flooded, new ArrayList<>());
        }
    }

    /** What came of one side: its rounds, its start, and its memory after the last round. */
    record Measured(List<Round> rounds, double startMillis, double mebibytes) {}

    /**
     * What came of a scenario.
     *
     * @param sides Stencil first, then what it was measured beside, if anything
     */
    record Result(Scenario scenario, String beside, List<Measured> sides) {
        /** Requests a second, the first side's to the other's, round by round. */
        Optional<Spread> ratio() {
            if (sides.size() < 2) {
                return Optional.empty();
            }
            List<Round> ours = sides.getFirst().rounds();
            List<Round> theirs = sides.getLast().rounds();
            return Optional.of(Spread.of(IntStream.range(0, ours.size())
                    .mapToDouble(i -> ours.get(i).perSecond() / theirs.get(i).perSecond())));
        }
    }

    /** @throws IOException if a server does not start, or an answer is wrong */
    Result run(Scenario scenario) throws IOException, InterruptedException {
        try (Filled stencil = servers.stencil(Servers.HOME, scenario)) {
            Side ours = new Side(stencil, scenario.isFlood());
            if (against != null) {
                try (Filled other = servers.stencil(against, scenario)) {
                    return measure(scenario, "checkout", List.of(ours, new Side(other, scenario.isFlood())));
                }
            }
            return switch (scenario.opponent()) {
                case NONE -> measure(scenario, "-", List.of(ours));
                case QUIET -> measure(scenario, NO_FLOOD, List.of(ours, new Side(stencil, false)));
                case BARE, LOOP -> {
                    try (Filled bare = servers.bare(scenario, stencil.server().virtualMachine())) {
                        yield measure(scenario, "bare", List.of(ours, new Side(bare, false)));
                    }
                }
            };
        }
    }

    private Result measure(Scenario scenario, String beside, List<Side> sides)
            throws IOException, InterruptedException {
        for (Side side : sides) {
            wrk.run(side.filled().server(), scenario.load(side.filled().account()), effort.warmUp());
        }
        for (int i = 0; i < effort.rounds(); i++) {
            // Each is first every other time: the second finds the machine heated up.
            for (Side side : i % 2 == 0 ? sides : sides.reversed()) {
                side.rounds().add(side.flooded() ? floodedRound(scenario, side) : round(scenario, side));
            }
        }
        List<Measured> measured = new ArrayList<>();
        for (Side side : sides) {
            Server server = side.filled().server();
            measured.add(new Measured(side.rounds(), server.startTime().toNanos() / 1e6, server.residentMebibytes()));
        }
        return new Result(scenario, beside, measured);
    }

    private Round round(Scenario scenario, Side side) throws IOException, InterruptedException {
        Server server = side.filled().server();
        Duration before = server.cpuTime();
        Outcome outcome = wrk.run(server, scenario.load(side.filled().account()), effort.round());
        double cpuMicros = server.cpuTime().minus(before).toNanos() / 1e3;
        return new Round(outcome.perSecond(), outcome.p99Millis(), cpuMicros / outcome.answers());
    }

    /** The flood begins a second before the round and ends after it. */
    private Round floodedRound(Scenario scenario, Side side) throws IOException, InterruptedException {
        Duration longer = effort.round().plusSeconds(2);
        try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
            Future<Outcome> flood =
                    executor.submit(() -> wrk.send(side.filled().server(), scenario.flood(), longer));
            TimeUnit.SECONDS.sleep(1);
            Round round = round(scenario, side);
            if (flood.get().failed() < flood.get().answers()) {
                throw new IOException("a wrong password was taken for a right one");
            }
            return round;
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }
}
