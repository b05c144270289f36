package dev.stencil.bench;

import dev.stencil.bench.load.Generator;
import dev.stencil.bench.result.Report;
import dev.stencil.bench.scenario.Scenario;
import dev.stencil.bench.server.Servers;
import dev.stencil.bench.server.Store;
import java.io.IOException;
import java.util.List;

/** Measures one thing after the other. What cannot be measured to the end is reported as that, and the next follows. */
record Campaign(Servers servers, Effort effort, Generator generator, Report report) {
    private static final Scenario READS = Scenario.named("list").orElseThrow();

    /** Adds what it measures to the report. */
    @FunctionalInterface
    private interface Measurement<T> {
        T measure() throws IOException, InterruptedException;
    }

    void compare(Store store, Scenario scenario) throws InterruptedException {
        add(scenario.name() + " on " + store.title(), report.compared(),
                new Comparison(servers, effort, generator, store, scenario)::run);
    }

    void control(Store store, Scenario scenario) throws InterruptedException {
        add("control of " + scenario.name() + " on " + store.title(), report.control(),
                new Comparison(servers, effort, generator, store, scenario)::control);
    }

    void refresh(Store store) throws InterruptedException {
        add("refresh on " + store.title(), report.compared(), new Refreshing(servers, effort, store)::run);
    }

    void flood(Store store) throws InterruptedException {
        Flood flood = new Flood(servers, effort, generator, store, READS);
        for (Flood.Guesses guesses : Flood.Guesses.values()) {
            add("flood on " + store.title(), report.flooded(), () -> flood.run(guesses));
        }
    }

    void weigh(Store store) throws InterruptedException {
        add("footprint on " + store.title(), report.footprints(),
                new Weighing(servers, effort, generator, store, READS)::run);
    }

    private <T> void add(String what, List<T> results, Measurement<T> measurement) throws InterruptedException {
        System.err.println("bench: " + what + " ...");
        try {
            results.add(measurement.measure());
        } catch (IOException e) {
            report.failures().add(what + ": " + e.getMessage());
        }
    }
}
