package dev.stencil.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.ConnectionString;
import com.mongodb.ServerAddress;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the database in the middle of writes, again and again, and starts it anew on what it has kept, while one server
 * goes on: nothing that was acknowledged is lost or there twice. The environment's {@code MONGODB_COMMAND} starts the
 * MongoDB of {@code MONGODB_URI} and becomes it; {@code .ci/engine} has one.
 */
@Tag("durability")
@EnabledIfEnvironmentVariable(named = "MONGODB_COMMAND", matches = ".+")
class KilledDatabaseTest {
    private static final int ROUNDS = Integer.getInteger("rounds", 3);
    private static final int WRITERS = 16;
    private static final Duration UNTIL_READY = Duration.ofSeconds(2);
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final String MONGODB = System.getenv().getOrDefault("MONGODB_URI", "");
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "MONGODB_URI", MONGODB, "JWT_SECRET_KEY", "32 bytes or more, of a test alone", "PASSWORD_BLOCKLIST", "off",
            "REGISTRATIONS_PER_HOUR", "off");

    @TempDir
    Path folder;

    private @Nullable Process database;

    @Test
    @Timeout(3_600)
    void nothingAcknowledgedIsLostOrDoubled() throws Exception {
        List<ModelWriter> writers = ModelWriter.several(WRITERS);
        start();
        try (Program program = Program.start(folder, ENVIRONMENT, "serve", "--host", "127.0.0.1", "--port", "0")) {
            URI url = program.url();
            timeUntilReady(url);
            ModelWriter.signIn(writers, url);
            System.out.println("| round | acknowledged | lost | doubled | ready after |");
            System.out.println("|---|---|---|---|---|");
            for (int round = 1; round <= ROUNDS; round++) {
                int before = acknowledged(writers);
                Duration ready = killWhileTheyWrite(writers, url);
                ModelWriter.Difference difference = ModelWriter.compare(writers);
                System.out.printf("| %d | %d | %d | %d | %d ms |%n", round, acknowledged(writers) - before,
                        difference.lost(), difference.doubled(), ready.toMillis());
                assertThat(difference).isEqualTo(ModelWriter.Difference.NONE);
                assertThat(ready).isLessThan(UNTIL_READY);
            }
        } finally {
            kill();
        }
        assertThat(writers).allSatisfy(writer -> assertThat(writer.acknowledged()).isPositive());
    }

    /** How long after the database was back the server was. */
    private Duration killWhileTheyWrite(List<ModelWriter> writers, URI url) throws Exception {
        try (Background writing = new Background(WRITERS, i -> time -> writers.get(i).write())) {
            Thread.sleep(ThreadLocalRandom.current().nextLong(1_000, 3_000));
            kill();
            start();
            Duration ready = timeUntilReady(url);
            writing.end();
            return ready;
        }
    }

    private static int acknowledged(List<ModelWriter> writers) {
        return writers.stream().mapToInt(ModelWriter::acknowledged).sum();
    }

    /** Returns once it can be connected to. */
    private void start() throws IOException {
        database = new ProcessBuilder(System.getenv("MONGODB_COMMAND"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(10)).atMost(DEADLINE)
                .until(KilledDatabaseTest::isListening);
    }

    private void kill() {
        if (database != null) {
            database.destroyForcibly().onExit().join();
        }
    }

    private static boolean isListening() {
        ServerAddress address = new ServerAddress(new ConnectionString(MONGODB).getHosts().getFirst());
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static Duration timeUntilReady(URI url) {
        long begun = System.nanoTime();
        TestClient client = new TestClient(url);
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(10)).atMost(DEADLINE)
                .until(() -> client.get("/health/ready").statusCode() == 200);
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
