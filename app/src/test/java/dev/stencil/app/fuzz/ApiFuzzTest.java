package dev.stencil.app.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.app.EveryStore;
import dev.stencil.app.TestClient;
import dev.stencil.app.TestServer;
import dev.stencil.app.golden.RawAnswer;
import dev.stencil.app.golden.RawHttp;
import dev.stencil.app.golden.RecordedRequests;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Random requests to every route that is described, and damaged ones of the recording: no error of the server, nothing
 * internal shown, each answer well-formed and in time, and afterwards the server still writes. One client, so that a
 * seed always gives the same run. {@code mvn -Pfuzz verify} asks at length; {@code -Dcases=} and {@code -Dseed=} say
 * how much and repeat a run.
 */
class ApiFuzzTest {
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final String SECRET = "canary: what signs, of 32 bytes or more";
    private static final String PASSWORD = "canary: what one logs in with";
    private static final AnswerCheck CHECK = new AnswerCheck(List.of(SECRET, PASSWORD, "argon2id$"));
    private static final List<byte[]> RECORDED = RecordedRequests.all(SECRET);
    private static final List<Operation> OPERATIONS = Operation.all();
    /** After so many requests another user asks: this one may have been deleted or locked out. */
    private static final int REQUESTS_EACH = 100;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void nothingRandomBreaksAnAnswer(EveryStore store) throws Exception {
        run(store, 20_261_125, 250);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("fuzz")
    @Timeout(7_200)
    void nothingRandomBreaksAnAnswerAtLength(EveryStore store) throws Exception {
        run(store, Long.getLong("seed", ThreadLocalRandom.current().nextLong(1L << 48)),
                Integer.getInteger("cases", 10_000));
    }

    private void run(EveryStore store, long seed, int cases) throws Exception {
        Map<String, Integer> seen = new TreeMap<>();
        System.out.printf("fuzzing on %s: -Dseed=%d -Dcases=%d%n", store, seed, cases);
        try (EveryStore.Empty empty = store.empty(folder);
                TestServer server = TestServer.start(
                        empty.storage(), Map.of("LOGIN_FREE_FAILURES", "off", "JWT_SECRET_KEY", SECRET))) {
            URI url = URI.create(server.url());
            InetSocketAddress address = new InetSocketAddress(url.getHost(), url.getPort());
            Dice dice = new Dice(seed);
            Known known = new Known();
            DescribedRequests described = new DescribedRequests(OPERATIONS, dice, known);
            for (int i = 0; i < cases; i++) {
                if (i % REQUESTS_EACH == 0) {
                    openAccount(url, known, "user " + i);
                    // Most routes of administration are closed to others.
                    TestServer.makeAdmin(empty.storage(), "user " + i);
                }
                Probe probe = probe(described, dice);
                List<String> faults = new ArrayList<>();
                List<RawAnswer> answers = ask(address, probe, faults);
                answers.forEach(answer -> {
                    seen.merge(Integer.toString(answer.status()), 1, Integer::sum);
                    CHECK.faults(probe, answer).forEach(fault -> faults.add(fault + ": " + answer));
                    known.remember(answer);
                });
                assertThat(faults)
                        .as(() -> "seed %d on %s, kept in %s:%n%s"
                                .formatted(seed, store, probe.keep(store + "-" + seed), probe))
                        .isEmpty();
                seen.merge("none", answers.isEmpty() ? 1 : 0, Integer::sum);
            }
            stillServes(url);
        }
        System.out.printf("fuzzed on %s: answers by status %s%n", store, seen);
        // Otherwise the requests are too odd to reach what lies behind the first check.
        assertThat(seen).containsKeys("200", "201", "400", "401", "404");
    }

    /** A request that broke no answer may have ended a thread that all others need. */
    private static void stillServes(URI server) throws Exception {
        TestClient client = TestClient.of(server, "the last one", PASSWORD);
        assertThat(client.post("/create", Map.of("template", "after all that")).statusCode()).isEqualTo(200);
        assertThat(client.list()).containsExactly("after all that");
        assertThat(client.get("/health/ready").statusCode()).isEqualTo(200);
    }

    private static Probe probe(DescribedRequests described, Dice dice) {
        if (dice.in100(30)) {
            return Probe.damaged(new Damage(dice).of(dice.oneOf(RECORDED), RECORDED));
        }
        Probe probe = described.next();
        return dice.in100(20) ? Probe.damaged(new Damage(dice).of(probe.bytes(), RECORDED)) : probe;
    }

    private static List<RawAnswer> ask(InetSocketAddress server, Probe probe, List<String> faults) {
        long asked = System.nanoTime();
        List<RawAnswer> answers = List.of();
        try {
            answers = RawHttp.answersTo(server, probe.bytes());
        } catch (IOException e) {
            faults.add("what came back is no answer: " + e);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - asked);
        if (took.compareTo(DEADLINE) > 0) {
            faults.add("took " + took);
        }
        if (probe.isIntact() && answers.size() != 1) {
            faults.add("has " + answers.size() + " answers");
        }
        return answers;
    }

    private static void openAccount(URI server, Known known, String name) throws Exception {
        TestClient client = TestClient.of(server, name, PASSWORD);
        known.forget();
        known.put("access_token", client.token());
        known.put("username", name);
        known.put("password", PASSWORD);
        known.put("current_password", PASSWORD);
        // Two, so that there is a page after the first.
        for (String value : List.of("a", "b")) {
            JsonNode created = JsonMapper.shared().readTree(
                    client.post("/api/v1/templates", Map.of("content", value)).body());
            known.put("id", created.get("id").stringValue());
        }
    }
}
