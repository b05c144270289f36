package dev.stencil.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.adapter.mongo.MongoStorage;
import dev.stencil.app.MongoForTests;
import dev.stencil.app.TestClient;
import dev.stencil.app.TestServer;
import dev.stencil.contract.fixture.FaultProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Server and its MongoDB, with a proxy between them that fails on demand. */
final class ServerBehindProxy implements AutoCloseable {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("LOGIN_FREE_FAILURES", "off", "JWT_SECRET_KEY", "32 bytes or more, of a test alone");
    private static final Duration UNTIL_UNREADY = Duration.ofSeconds(1);
    private static final Duration UNTIL_BACK = Duration.ofSeconds(2);
    private static final Duration AT_ONCE = Duration.ofMillis(100);
    /** Far less than what a request takes that waits behind one that hangs. */
    private static final Duration NOT_BEHIND_OTHERS = Duration.ofSeconds(1);
    private static final int ROUNDS = 7;

    private final MongoForTests database = new MongoForTests();
    private final FaultProxy proxy = MongoForTests.proxy();
    private TestServer server = start();

    private TestServer start() {
        return TestServer.start(MongoStorage.open(database.uriThrough(proxy)), ENVIRONMENT);
    }

    /** Stops the server and starts another on the same database. */
    void restart() {
        server.close();
        server = start();
    }

    FaultProxy proxy() {
        return proxy;
    }

    /** A client that has no account yet. */
    TestClient client() {
        return server.client();
    }

    /** A client with an account, logged in. */
    TestClient client(String name) throws Exception {
        return server.client(name, "password");
    }

    /** How many accounts the database has. */
    long users() {
        return database.count("users");
    }

    boolean isReady() {
        Answer ready = Answer.to(() -> client().get("/health/ready"));
        assertThat(ready.isSuccess() || ready.isRefusal()).as("ready: %s", ready).isTrue();
        return ready.isSuccess();
    }

    void assertLives() {
        assertThat(Answer.to(() -> client().get("/health/live")).status()).isEqualTo(200);
    }

    /** @param since when the fault began, by {@link System#nanoTime()} */
    void assertUnreadyInTime(long since) throws InterruptedException {
        while (isReady()) {
            assertThat(elapsed(since)).as("is unready after").isLessThan(UNTIL_UNREADY);
            Thread.sleep(10);
        }
    }

    /** Every route says so at once; the median counts, since a test shares its processors with others. */
    void assertKnownDown(TestClient client) {
        assertLives();
        List<Duration> times = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            for (Answer answer : everyRoute(client)) {
                assertThat(answer.isRefusal()).as("%s", answer).isTrue();
                times.add(answer.took());
            }
        }
        times.sort(null);
        assertThat(times.get(times.size() / 2)).isLessThan(AT_ONCE);
        assertThat(times.getLast()).isLessThan(NOT_BEHIND_OTHERS);
        assertThat(isReady()).isFalse();
        assertLives();
    }

    private static List<Answer> everyRoute(TestClient client) {
        Map<String, String> account = Map.of("username", "nobody", "password", "password");
        return List.of(
                Answer.to(() -> client.post("/api/v1/users", account)),
                Answer.to(() -> client.post("/api/v1/login", account)),
                Answer.to(() -> client.post("/create", Map.of("template", "never"))),
                Answer.to(() -> client.get("/get")),
                Answer.to(() -> client.post("/update", Map.of("old_template", "a", "new_template", "b"))),
                Answer.to(() -> client.post("/delete", Map.of("template", "a"))),
                Answer.to(() -> client.get("/api/v1/templates")));
    }

    /** @param since when the fault ended, by {@link System#nanoTime()} */
    void assertBackInTime(TestClient client, long since) throws InterruptedException {
        String value = "after the fault " + since;
        while (!Answer.to(() -> client.post("/create", Map.of("template", value))).isSuccess()) {
            assertThat(elapsed(since)).as("2xx after").isLessThan(UNTIL_BACK);
            Thread.sleep(10);
        }
        assertThat(elapsed(since)).isLessThan(UNTIL_BACK);
        assertThat(isReady()).isTrue();
    }

    private static Duration elapsed(long since) {
        return Duration.ofNanos(System.nanoTime() - since);
    }

    @Override
    public void close() {
        server.close();
        proxy.close();
        database.close();
    }
}
