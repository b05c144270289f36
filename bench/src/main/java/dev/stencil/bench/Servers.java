package dev.stencil.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Starts the servers that are measured, each on data that a Stencil of its checkout has stored.
 *
 * @param places makes the place for the data of one
 */
record Servers(Supplier<Place> places) {
    /** The checkout that this program belongs to: {@code bench/run} names it. */
    static final Path HOME = Path.of(System.getProperty("stencil.checkout", ".")).toAbsolutePath().normalize();
    /** On the disk of the checkout: folders for temporary files are often in memory. */
    static final Path DATA = HOME.resolve("bench/target/data");
    private static final String SECRET = UUID.randomUUID().toString();

    /** Server with its data. */
    record Filled(Place place, Account account, Server server) implements AutoCloseable {
        @Override
        public void close() {
            server.close();
            place.close();
        }
    }

    /** Starts a server on the data of an account. */
    @FunctionalInterface
    private interface Start {
        Server on(Account account) throws IOException, InterruptedException;
    }

    /** Lets a checkout build itself if need be, and returns what Git calls it. */
    static String build(Path checkout) throws IOException, InterruptedException {
        Process build = new ProcessBuilder(checkout.resolve("run").toString(), "--version")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (build.waitFor() != 0) {
            throw new IOException("there is no Stencil in " + checkout);
        }
        Process git = new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=12")
                .directory(checkout.toFile())
                .start();
        return new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    /** Starts Stencil as {@code ./run serve} of the checkout does, for a scenario. */
    Filled stencil(Path checkout, Scenario scenario) throws IOException, InterruptedException {
        Place place = places.get();
        return filled(checkout, place, scenario, account -> serve(checkout, place, scenario.settings()));
    }

    /**
     * Starts the bare server on SQLite.
     *
     * @param virtualMachine the JVM of Stencil with its flags
     */
    Filled bare(Scenario scenario, List<String> virtualMachine) throws IOException, InterruptedException {
        Place.Sqlite place = Place.Sqlite.below(DATA);
        int port = Server.freePort();
        List<String> command = new ArrayList<>(virtualMachine);
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp",
                HOME.resolve("bench/target/bench/bench.jar").toString(), "dev.stencil.bench.bare.BareServer",
                String.valueOf(port), place.folder().resolve("stencil.db").toString()));
        return filled(HOME, place, scenario, account -> {
            command.addAll(List.of(account.id(), account.name(), scenario.opponent().name()));
            return Server.start(command, Map.of(), port, log("bare", port));
        });
    }

    private static Filled filled(Path checkout, Place place, Scenario scenario, Start start)
            throws IOException, InterruptedException {
        try {
            Account account;
            try (Server filling = serve(checkout, place, Map.of())) {
                account = Account.in(filling, scenario.templates());
            }
            return new Filled(place, account, start.on(account));
        } catch (IOException | InterruptedException | RuntimeException e) {
            place.close();
            throw e;
        }
    }

    private static Server serve(Path checkout, Place place, Map<String, String> settings)
            throws IOException, InterruptedException {
        int port = Server.freePort();
        Map<String, String> environment = new TreeMap<>(settings);
        environment.putAll(place.setting());
        environment.putAll(Map.of("JWT_SECRET_KEY", SECRET, "REGISTRATIONS_PER_HOUR", "off"));
        List<String> command = List.of(checkout.resolve("run").toString(), "serve",
                "--host", "127.0.0.1", "--port", String.valueOf(port));
        return Server.start(command, environment, port, log("stencil", port));
    }

    private static Path log(String name, int port) throws IOException {
        return Files.createDirectories(HOME.resolve("bench/target/logs")).resolve(name + '-' + port + ".log");
    }
}
