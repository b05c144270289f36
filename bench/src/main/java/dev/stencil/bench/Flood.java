package dev.stencil.bench;

import dev.stencil.bench.load.Call;
import dev.stencil.bench.load.Extent;
import dev.stencil.bench.load.Generator;
import dev.stencil.bench.load.Outcome;
import dev.stencil.bench.load.Sockets;
import dev.stencil.bench.load.Traffic;
import dev.stencil.bench.result.Figures;
import dev.stencil.bench.result.Flooded;
import dev.stencil.bench.scenario.Scenario;
import dev.stencil.bench.server.Server;
import dev.stencil.bench.server.Servers;
import dev.stencil.bench.server.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Reads a list with a few connections, alone and while many others send wrong passwords. */
record Flood(Servers servers, Effort effort, Generator reader, Store store, Scenario reads) {
    private static final int READERS = 4;
    private static final int GUESSERS = 64;
    private static final Set<Integer> REFUSALS = Set.of(401, 429, 503);

    /** Whose password is guessed, and what Stencil's setting {@code LOGIN_FREE_FAILURES} is. */
    enum Guesses {
        ONE_NAME("of one name, limited as by default", "bench", "5,50,200"),
        MANY_NAMES("of many names, no limit: each costs a hash", "bench-" + Call.NUMBER, "off");

        private final String title;
        private final String name;
        private final String freeFailures;

        Guesses(String title, String name, String freeFailures) {
            this.title = title;
            this.name = name;
            this.freeFailures = freeFailures;
        }

        private Map<String, String> settings() {
            return Map.of("LOGIN_FREE_FAILURES", freeFailures);
        }

        private Call call() {
            String body = "{\"username\":\"" + name + "\",\"password\":\"a guess\"}";
            return Call.json("POST", "/api/v1/login", body, 401);
        }
    }

    Flooded run(Guesses guesses) throws IOException, InterruptedException {
        try (Stage stage = Stage.stencil(servers, store, reads.templates(), guesses.settings())) {
            Traffic reading = reads.requests().of(stage.account(), READERS);
            Meter meter = new Meter(reader);
            Server server = stage.server();
            meter.measure(server, reading, Extent.of(effort.warmUp()));
            List<Flooded.Wave> waves = new ArrayList<>();
            for (int i = 0; i < effort.rounds(); i++) {
                Figures alone = meter.measure(server, reading, Extent.of(effort.round()));
                waves.add(flooded(meter, server, reading, alone, guesses.call()));
            }
            return Flooded.of(guesses.title, store.title(), waves);
        }
    }

    /** The flood begins a second before the reads and ends after them. */
    private Flooded.Wave flooded(Meter meter, Server server, Traffic reading, Figures alone, Call guess)
            throws IOException, InterruptedException {
        Extent guessing = Extent.of(effort.round().plusSeconds(2));
        try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
            Future<Outcome> guesses = executor.submit(() -> new Sockets().run(
                    server.port(), Traffic.of(GUESSERS, guess), guessing));
            TimeUnit.SECONDS.sleep(1);
            Figures during = meter.measure(server, reading, Extent.of(effort.round()));
            return new Flooded.Wave(alone, during, refused(guesses.get()));
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    private static Outcome refused(Outcome guesses) throws FailedRound {
        if (!REFUSALS.containsAll(guesses.statuses().keySet())) {
            throw new FailedRound("guesses were answered with " + guesses.statuses());
        }
        return guesses;
    }
}
