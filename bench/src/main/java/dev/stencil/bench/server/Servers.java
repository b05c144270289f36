package dev.stencil.bench.server;

import dev.stencil.bench.scenario.Account;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Starts what is measured. */
public final class Servers {
    private static final String STAND_IN_HEAP = "-Xmx1g";

    private final Checkout checkout;
    private final @Nullable String mongo;
    private final String secret;
    private List<String> virtualMachine = List.of();

    /** @param mongo the address of a MongoDB to use, or {@code null} for a stand-in */
    public Servers(Checkout checkout, @Nullable String mongo) {
        this.checkout = checkout;
        this.mongo = mongo;
        byte[] random = new byte[32];
        ThreadLocalRandom.current().nextBytes(random);
        this.secret = HexFormat.of().formatHex(random);
    }

    /** The JVM of Stencil, with its flags: known once a Stencil was started. */
    public List<String> virtualMachine() {
        return virtualMachine;
    }

    /** Which MongoDB there is. */
    public String mongo() {
        return mongo == null ? "stand-in (mongo-java-server)" : "MONGODB_URI";
    }

    /** A place without data. */
    public Place fresh(Store store, String side) throws IOException, InterruptedException {
        return switch (store) {
            case SQLITE -> new SqlitePlace(checkout.newFolder(side));
            case MONGO -> mongo == null ? standIn() : DatabasePlace.fresh(mongo, "stencil_bench_" + side);
        };
    }

    private Place standIn() throws IOException, InterruptedException {
        int port = Server.freePort();
        List<String> command = List.of(ProcessHandle.current().info().command().orElse("java"), STAND_IN_HEAP, "-cp",
                checkout.benchJar().toString(), StandIn.class.getName(), String.valueOf(port));
        return new StandInPlace(Server.start(command, Map.of(), port, log("stand-in", port), Server::accepts));
    }

    /** Stencil as {@code ./run serve} starts it. */
    public Server stencil(Place place, Map<String, String> settings) throws IOException, InterruptedException {
        int port = Server.freePort();
        List<String> command = new ArrayList<>(
                List.of(checkout.run().toString(), "serve", "--host", "127.0.0.1", "--port", String.valueOf(port)));
        command.addAll(place.flags());
        Map<String, String> environment = new TreeMap<>(place.environment());
        environment.put("JWT_SECRET_KEY", secret);
        environment.put("REGISTRATIONS_PER_HOUR", "off");
        environment.putAll(settings);
        Server stencil = Server.start(command, environment, port, log("stencil", port), Server::answersHttp);
        virtualMachine = beforeJar(stencil.command());
        return stencil;
    }

    /** A cache of Stencil's own classes is of no use to others. */
    private static List<String> beforeJar(List<String> command) {
        return command.stream()
                .takeWhile(argument -> !argument.equals("-jar"))
                .filter(argument -> !argument.startsWith("-XX:AOT") && !argument.startsWith("-XX:SharedArchiveFile"))
                .toList();
    }

    /**
     * The baseline, on the JVM of Stencil with its flags.
     *
     * @param blocking whether a worker waits until what it creates is durable
     */
    public Server bare(Place place, Account account, boolean blocking) throws IOException, InterruptedException {
        int port = Server.freePort();
        List<String> command = new ArrayList<>(virtualMachine);
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", checkout.benchJar().toString(),
                "dev.stencil.bench.bare.BareServer", String.valueOf(port)));
        command.addAll(place.address());
        command.addAll(List.of(account.id(), account.name(), blocking ? "blocking" : "unblocked"));
        return Server.start(command, Map.of(), port, log("bare", port), Server::answersHttp);
    }

    private Path log(String name, int port) throws IOException {
        return Files.createDirectories(checkout.results().resolve("logs")).resolve(name + '-' + port + ".log");
    }
}
