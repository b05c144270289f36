package dev.stencil.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stencil.adapter.mongo.MongoStorage;
import dev.stencil.adapter.sqlite.SqliteStorage;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.port.Storage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the server in the middle of account deletions, again and again: those that were begun are finished by the next
 * start, and nothing of them is left. Takes minutes: {@code mvn -Pdurability verify} runs it.
 */
@Tag("durability")
class KilledDeletionTest {
    private static final int ROUNDS = Integer.getInteger("rounds", 5);
    private static final int ACCOUNTS = 12;
    private static final int TEMPLATES = 300;
    private static final String PASSWORD = "password";

    @TempDir
    Path folder;

    @Test
    @Timeout(3_600)
    void deletionsAreFinishedOnSqlite() throws Exception {
        Path data = folder.resolve("data");
        run("SQLite", Map.of("DATA_DIR", data.toString()), () -> SqliteStorage.open(data));
    }

    @Test
    @Timeout(3_600)
    void deletionsAreFinishedOnMongo() throws Exception {
        try (MongoForTests mongo = new MongoForTests()) {
            run("MongoDB", Map.of("MONGODB_URI", mongo.uri()), () -> MongoStorage.open(mongo.uri()));
        }
    }

    private void run(String store, Map<String, String> environment, Supplier<Storage> open) throws Exception {
        for (int round = 1; round <= ROUNDS; round++) {
            List<Id> users = new ArrayList<>();
            int answered;
            try (Program program = Program.start(folder, environment, "--port", "0")) {
                List<TestClient> clients = fill(program.url(), round);
                answered = deleteUntilKilled(program, clients);
            }
            try (Storage storage = open.get()) {
                for (int i = 0; i < ACCOUNTS; i++) {
                    storage.users().find(new UserName(name(round, i))).map(User::id)
                            .ifPresent(users::add);
                }
                storage.users().tombstones(Instant.now(), 1_000).forEach(tombstone -> users.add(tombstone.user()));
                System.out.printf("%s, round %d: %d deletions answered, %d closed and %d tombstones at the kill%n",
                        store,
                        round, answered, storage.users().closed(1_000).size(),
                        storage.users().tombstones(Instant.now(), 1_000).size());
            }
            try (Program program = Program.start(folder, environment, "--port", "0")) {
                URI url = program.url();
                for (int i = 0; i < ACCOUNTS; i++) {
                    int status = new TestClient(url).tryLogin(name(round, i), PASSWORD).statusCode();
                    assertThat(status).isIn(200, 401);
                }
                // A tombstone rests for half a minute; the sweep comes once a minute.
                Thread.sleep(Duration.ofSeconds(95));
            }
            try (Storage storage = open.get()) {
                assertThat(storage.users().closed(1_000)).isEmpty();
                assertThat(storage.users().tombstones(Instant.now(), 1_000)).isEmpty();
                for (Id user : users) {
                    if (storage.users().find(user).isEmpty()) {
                        assertThat(storage.templates().count(user, 10)).isZero();
                        assertThat(storage.sessions().list(user, 10)).isEmpty();
                    }
                }
            }
        }
    }

    private static String name(int round, int number) {
        return "killed-" + round + "-" + number;
    }

    private static List<TestClient> fill(URI url, int round) throws IOException, InterruptedException {
        List<TestClient> clients = new ArrayList<>();
        for (int i = 0; i < ACCOUNTS; i++) {
            TestClient client = TestClient.of(url, name(round, i), PASSWORD);
            for (int template = 0; template < TEMPLATES; template++) {
                client.post("/create", Map.of("template", "" + template));
            }
            clients.add(client);
        }
        return clients;
    }

    /** How many were answered before the server was gone. */
    private static int deleteUntilKilled(Program program, List<TestClient> clients) throws Exception {
        int answered = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(ACCOUNTS)) {
            List<Future<Boolean>> deletions = new ArrayList<>();
            clients.forEach(client -> deletions.add(threads.submit(() -> deleted(client))));
            await().until(() -> deletions.stream().anyMatch(Future::isDone));
            Thread.sleep(ThreadLocalRandom.current().nextLong(200));
            program.kill();
            for (Future<Boolean> each : deletions) {
                answered += each.get() ? 1 : 0;
            }
        }
        return answered;
    }

    private static boolean deleted(TestClient client) throws InterruptedException {
        try {
            return client.deleteAccount(PASSWORD).statusCode() == 204;
        } catch (IOException e) {
            return false;
        }
    }
}
