package dev.stencil.app;

import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.ServerVersion;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the server in the middle of writes, again and again, and counts what it had acknowledged and does not have any
 * more. Takes minutes: {@code mvn -Pdurability verify} runs it, {@code -Drounds=100} makes it longer.
 */
@Tag("durability")
class KillLoopTest {
    private static final int ROUNDS = Integer.getInteger("rounds", 10);
    private static final int WRITERS = 16;

    @TempDir
    Path folder;

    @Test
    @Timeout(3_600)
    void nothingAcknowledgedIsLostOnSqlite() throws Exception {
        killAndCompare("SQLite", Map.of("LOGIN_FREE_FAILURES", "off"));
    }

    @Test
    @Timeout(3_600)
    void nothingAcknowledgedIsLostOnMongo() throws Exception {
        MongoServer mongo = new MongoServer(new MemoryBackend().version(ServerVersion.MONGO_5_0));
        try {
            String uri = "mongodb:/" + mongo.bind() + "/killed";
            killAndCompare("MongoDB (stand-in)", Map.of("LOGIN_FREE_FAILURES", "off", "MONGODB_URI", uri));
        } finally {
            mongo.shutdownNow();
        }
    }

    private void killAndCompare(String store, Map<String, String> environment) throws Exception {
        List<Writer> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            writers.add(new Writer("writer" + i));
        }
        for (int round = 1; round <= ROUNDS; round++) {
            try (Program program = Program.start(folder, environment, "--port", "0")) {
                URI url = program.url();
                signIn(writers, url);
                try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
                    List<Future<?>> writing = new ArrayList<>();
                    writers.forEach(writer -> writing.add(threads.submit(writer::writeUntilCutOff)));
                    Thread.sleep(ThreadLocalRandom.current().nextLong(1_000, 3_000));
                    program.kill();
                    for (Future<?> each : writing) {
                        each.get();
                    }
                }
            }
            long restart = System.nanoTime();
            try (Program program = Program.start(folder, environment, "--port", "0")) {
                URI url = program.url();
                Duration ready = Duration.ofNanos(System.nanoTime() - restart);
                signIn(writers, url);
                int lost = 0;
                for (Writer writer : writers) {
                    lost += writer.countLost();
                }
                System.out.printf(
                        "%s, round %d: %d writes acknowledged so far, %d lost, ready again after %d ms%n",
                        store,
                        round,
                        writers.stream().mapToInt(writer -> writer.acknowledged).sum(),
                        lost,
                        ready.toMillis());
                assertThat(lost).isZero();
            }
        }
        assertThat(writers).allSatisfy(writer -> assertThat(writer.acknowledged).isPositive());
    }

    private static void signIn(List<Writer> writers, URI url) throws IOException, InterruptedException {
        for (Writer writer : writers) {
            writer.signIn(url);
        }
    }

    /** A user with a model of the own list: what is acknowledged is certain, what got no answer is not. */
    private static final class Writer {
        private final String name;
        private final Set<String> certain = new HashSet<>();
        private final Set<String> uncertain = new HashSet<>();
        private TestClient client = new TestClient(URI.create("http://unknown.invalid"));
        private int next;
        private int acknowledged;

        Writer(String name) {
            this.name = name;
        }

        void signIn(URI url) throws IOException, InterruptedException {
            client = new TestClient(url);
            client.register(name, "password");
            client.login(name, "password");
        }

        /** Creates, and now and then replaces or deletes what it created before. */
        void writeUntilCutOff() {
            try {
                while (true) {
                    String value = name + "-" + next++;
                    write(Set.of(value), "/create", Map.of("template", value), "");
                    if (next % 3 == 0) {
                        String other = value + "-replaced";
                        write(
                                Set.of(value, other),
                                "/update",
                                Map.of("old_template", value, "new_template", other),
                                other);
                    }
                    if (next % 5 == 0 && certain.contains(value)) {
                        write(Set.of(value), "/delete", Map.of("template", value), "");
                    }
                }
            } catch (IOException e) {
                // The server is gone: what the last write came to is not known.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void write(Set<String> touched, String path, Map<String, String> body, String replacement)
                throws IOException, InterruptedException {
            uncertain.addAll(touched);
            int status = client.post(path, body).statusCode();
            if (status == 503) {
                return;
            }
            assertThat(status).isEqualTo(200);
            boolean creates = path.equals("/create");
            certain.removeAll(touched);
            certain.addAll(creates ? touched : replacement.isEmpty() ? Set.of() : Set.of(replacement));
            uncertain.removeAll(touched);
            acknowledged++;
        }

        /** How many values are missing or should not be there; takes what is there for certain afterwards. */
        int countLost() throws IOException, InterruptedException {
            List<String> listed = client.list();
            Set<String> there = new HashSet<>(listed);
            Set<String> wrong = new HashSet<>(certain);
            wrong.addAll(there);
            wrong.removeIf(value -> uncertain.contains(value) || (certain.contains(value) && there.contains(value)));
            int repeated = listed.size() - there.size();
            certain.clear();
            certain.addAll(there);
            uncertain.clear();
            return wrong.size() + repeated;
        }
    }
}
