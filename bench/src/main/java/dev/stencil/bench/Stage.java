package dev.stencil.bench;

import dev.stencil.bench.scenario.Account;
import dev.stencil.bench.scenario.Baseline;
import dev.stencil.bench.scenario.Scenario;
import dev.stencil.bench.scenario.Seed;
import dev.stencil.bench.server.Place;
import dev.stencil.bench.server.Server;
import dev.stencil.bench.server.Servers;
import dev.stencil.bench.server.Store;
import java.io.IOException;
import java.util.Map;

/** One server with data that a Stencil, which has ended since, has just stored for it. */
record Stage(Place place, Account account, Server server) implements AutoCloseable {
    /** @param settings of Stencil, beyond those that every measurement has */
    static Stage stencil(Servers servers, Store store, int templates, Map<String, String> settings)
            throws IOException, InterruptedException {
        return on(servers, store, "stencil", templates, (place, account) -> servers.stencil(place, settings));
    }

    static Stage bare(Servers servers, Store store, String name, Scenario scenario)
            throws IOException, InterruptedException {
        boolean blocking = scenario.baseline() != Baseline.UNBLOCKED;
        return on(servers, store, name, scenario.templates(), (place, account) -> servers.bare(
                place, account, blocking));
    }

    /** Starts a server on data that is there. */
    @FunctionalInterface
    interface Start {
        Server on(Place place, Account account) throws IOException, InterruptedException;
    }

    /** @param start may put more into the place beforehand */
    static Stage on(Servers servers, Store store, String name, int templates, Start start)
            throws IOException, InterruptedException {
        Place place = servers.fresh(store, name);
        try {
            Account account;
            try (Server seeding = servers.stencil(place, Map.of())) {
                account = Seed.into(seeding, templates);
            }
            return new Stage(place, account, start.on(place, account));
        } catch (IOException | InterruptedException | RuntimeException e) {
            place.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        place.close();
    }
}
