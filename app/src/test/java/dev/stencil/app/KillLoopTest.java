package dev.stencil.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
        try (MongoForTests mongo = new MongoForTests()) {
            killAndCompare("MongoDB", Map.of("LOGIN_FREE_FAILURES", "off", "MONGODB_URI", mongo.uri()));
        }
    }

    private void killAndCompare(String store, Map<String, String> environment) throws Exception {
        List<ModelWriter> writers = ModelWriter.several(WRITERS);
        for (int round = 1; round <= ROUNDS; round++) {
            try (Program program = Program.start(folder, environment, "--port", "0")) {
                URI url = program.url();
                ModelWriter.signIn(writers, url);
                try (Background writing = new Background(WRITERS, i -> time -> writers.get(i).write())) {
                    Thread.sleep(ThreadLocalRandom.current().nextLong(1_000, 3_000));
                    program.kill();
                    writing.end();
                }
            }
            long restart = System.nanoTime();
            try (Program program = Program.start(folder, environment, "--port", "0")) {
                URI url = program.url();
                Duration ready = Duration.ofNanos(System.nanoTime() - restart);
                ModelWriter.signIn(writers, url);
                ModelWriter.Difference difference = ModelWriter.compare(writers);
                System.out.printf(
                        "%s, round %d: %d writes acknowledged so far, %d lost, %d doubled, ready again after %d ms%n",
                        store,
                        round,
                        writers.stream().mapToInt(ModelWriter::acknowledged).sum(),
                        difference.lost(),
                        difference.doubled(),
                        ready.toMillis());
                assertThat(difference).isEqualTo(ModelWriter.Difference.NONE);
            }
        }
        assertThat(writers).allSatisfy(writer -> assertThat(writer.acknowledged()).isPositive());
    }
}
