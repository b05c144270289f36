package dev.stencil.app.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.app.Program;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
        List<Sample> samples = new ArrayList<>();
        try (store;
                Program program = Program.start(folder, environment);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            URI server = program.url();
            List<Future<?>> running = begin(threads, server, store, tally);
            try (Gauge gauge = new Gauge(program.pid())) {
                for (int minute = 1; minute <= MINUTES; minute++) {
                    rest(running, Duration.ofSeconds(30));
                    store.goAway();
                    rest(running, Duration.ofSeconds(25));
                    samples.add(gauge.sample());
                    System.out.printf("%s, minute %d: %s; answers %s%n", name, minute, samples.getLast(), tally);
                }
            }
            threads.shutdownNow();
            // Says when the server thought what, should something have gone wrong.
            Files.writeString(Path.of("target", "soak-" + name + ".log"), program.out());
        }
        assertThat(Verdict.growth(samples)).isEmpty();
        assertThat(tally.isClean()).as(tally::toString).isTrue();
        System.out.printf("%s: flat, and nothing went wrong%n", name);
    }

    private static List<Future<?>> begin(ExecutorService threads, URI server, Store store, StatusCounts tally)
            throws Exception {
        List<Future<?>> running = new ArrayList<>();
        Nuisance nuisance = new Nuisance(server);
        running.add(threads.submit(endless(nuisance::goOn)));
        for (int i = 0; i < VISITORS; i++) {
            Visitor visitor = new Visitor(server, store, tally, i);
            running.add(threads.submit(endless(visitor::stay)));
        }
        return running;
    }

    @FunctionalInterface
    private interface Endless {
        void run() throws InterruptedException;
    }

    private static Callable<Boolean> endless(Endless work) {
        return () -> {
            work.run();
            return false;
        };
    }

    /** Fails if somebody has stopped who should go on. */
    private static void rest(List<Future<?>> running, Duration time) throws Exception {
        Thread.sleep(time);
        for (Future<?> one : running) {
            if (one.isDone()) {
                one.get();
            }
        }
    }
}
