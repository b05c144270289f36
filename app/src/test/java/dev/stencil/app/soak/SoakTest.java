package dev.stencil.app.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.app.Background;
import dev.stencil.app.Program;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Half an hour of traffic on a server with 256 MiB of heap, while clients are cut off and the store goes away once a
 * minute: {@code mvn -Psoak verify -Dminutes=30}. Says each minute what the server takes.
 */
@Tag("soak")
class SoakTest {
    /** Thirds are compared: there must be something in each. */
    private static final int MINUTES = Math.max(6, Integer.getInteger("minutes", 30));
    private static final int VISITORS = 12;
    private static final long MIB = 1024 * 1024;

    @TempDir
    private Path folder;

    @Test
    @Timeout(7_200)
    void nothingGrowsOnSqlite() throws Exception {
        soak("SQLite", new Store.Sqlite(folder.resolve("data")));
    }

    @Test
    @Timeout(7_200)
    void nothingGrowsOnMongo() throws Exception {
        soak("MongoDB", new Store.Mongo());
    }

    private void soak(String name, Store store) throws Exception {
        Map<String, String> environment = new HashMap<>(store.environment());
        // The whole heap is resident from the beginning: what grows later is something else.
        environment.put("JDK_JAVA_OPTIONS", "-XX:+UseSerialGC -Xms256m -Xmx256m -XX:+AlwaysPreTouch");
        environment.put("PORT", "0");
        StatusCounts tally = new StatusCounts();
        List<Gauge.Sample> samples = new ArrayList<>();
        try (store;
                Program program = Program.start(folder, environment);
                Background traffic = traffic(program.url(), store, tally)) {
            try (Gauge gauge = new Gauge(program.pid())) {
                for (int minute = 1; minute <= MINUTES; minute++) {
                    rest(traffic, Duration.ofSeconds(30));
                    store.goAway();
                    rest(traffic, Duration.ofSeconds(25));
                    samples.add(gauge.sample());
                    System.out.printf("%s, minute %d: %s; answers %s%n", name, minute, samples.getLast(), tally);
                }
            }
            traffic.end();
            // Says when the server thought what, should something have gone wrong.
            Files.writeString(Path.of("target", "soak-" + name + ".log"), program.out());
        }
        assertThat(growth(samples)).isEmpty();
        assertThat(tally.isClean()).as(tally::toString).isTrue();
        System.out.printf("%s: flat, and nothing went wrong%n", name);
    }

    private static Background traffic(URI server, Store store, StatusCounts tally) throws Exception {
        Nuisance nuisance = new Nuisance(server);
        return new Background(1 + VISITORS, i -> {
            Visitor visitor = new Visitor(server, store, tally, i);
            return i < VISITORS ? visitor::visit : time -> nuisance.disturb();
        });
    }

    /** Fails if somebody has stopped who should go on. */
    private static void rest(Background traffic, Duration time) throws Exception {
        Thread.sleep(time);
        traffic.check();
    }

    /** What takes more in the last third than in the second, by more than it varies; in the first, the server warms up. */
    private static List<String> growth(List<Gauge.Sample> samples) {
        List<String> growth = new ArrayList<>();
        compare("heap", samples, Gauge.Sample::heap, 2 * MIB, growth);
        compare("resident memory", samples, Gauge.Sample::resident, 8 * MIB, growth);
        compare("descriptors", samples, Gauge.Sample::descriptors, 10, growth);
        compare("threads", samples, Gauge.Sample::threads, 4, growth);
        return growth;
    }

    private static void compare(
            String what, List<Gauge.Sample> samples, ToLongFunction<Gauge.Sample> value, long slack,
            List<String> growth) {
        int third = samples.size() / 3;
        double before = mean(samples.subList(samples.size() - 2 * third, samples.size() - third), value);
        double after = mean(samples.subList(samples.size() - third, samples.size()), value);
        System.out.printf("%s: %.0f in the second third, %.0f in the last%n", what, before, after);
        if (after > before * 1.05 + slack) {
            growth.add("%s grew from %.0f to %.0f".formatted(what, before, after));
        }
    }

    private static double mean(List<Gauge.Sample> samples, ToLongFunction<Gauge.Sample> value) {
        return samples.stream().mapToLong(value).average().orElseThrow();
    }
}
