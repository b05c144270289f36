package dev.stencil.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Bodies and answers that take many times their size in memory are bounded. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HeapTest {
    private static final String TEMPLATES = "/api/v1/templates";
    private static final int CONNECTIONS = 16;

    @AutoClose
    private final TestServer server = new TestServer().with("ada", "bob");
    private final SignedInUser ada = SignedInUser.signIn(server, "ada");
    private final SignedInUser bob = SignedInUser.signIn(server, "bob");

    private static String array(String item) {
        return "[" + String.join(",", Collections.nCopies(90_000 / (item.length() + 1), item)) + "]";
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "0", "\"\"", "\"a\"", "[0,0]", "{\"\":0}", "{\"\":0,\"a\":0}", "[[[[[]]]]]"})
    void largeBodiesSentAtOnceDoNotHurtOtherClients(String item) throws Exception {
        List<Callable<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            int number = i;
            calls.add(() -> ada.send("POST", TEMPLATES, "{\"content\":" + array(item) + "}").status());
            calls.add(() -> ada.send("POST", "/update",
                    "{\"old_template\":" + array(item) + ",\"new_template\":1}").status());
            calls.add(
                    () -> bob.send("POST", TEMPLATES, "{\"content\":\"" + item.hashCode() + number + "\"}").status()
                            + 1000);
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            for (Future<Integer> status : threads.invokeAll(calls)) {
                assertThat(status.get()).isIn(404, 413, 503, 1201);
            }
        }
        bob.send("POST", TEMPLATES, "{\"content\":\"after " + item.hashCode() + "\"}").expect(201);
    }

    @Test
    void twentyFaultsAreListedAndTheOthersCounted() throws Exception {
        String members = IntStream.range(0, 1000).mapToObj(i -> "\"" + i + "\":0").collect(Collectors.joining(","));
        Response answer = ada.send("POST", TEMPLATES, "{" + members + "}").expect(400);
        JsonNode problem = answer.json();
        assertThat(problem.path("errors").size()).isEqualTo(20);
        assertThat(problem.path("more_errors").intValue()).isEqualTo(981);
        assertThat(answer.body().length()).isLessThan(4000);
    }

    @Test
    void aNameThatIsTooLongIsNotSentBack() throws Exception {
        Response answer = ada.send("POST", TEMPLATES, "{\"" + "x".repeat(50_000) + "\":0}").expect(400);
        assertThat(answer.body().length()).isLessThan(2000);
    }

    @Test
    void allFaultsOfABodyAreSaidAtOnce() throws Exception {
        assertThat(faults(ada.send("POST", TEMPLATES, "{\"template\":1}")))
                .containsExactly("/template unknown_member", "/content missing");
        assertThat(faults(ada.send("POST", TEMPLATES, "{\"content\":[1e400],\"a\":0}")))
                .containsExactly("/a unknown_member", "/content/0 number_out_of_range");
        assertThat(faults(ada.send("PUT", "/api/v1/users/me/password", "{\"x\":1,\"new_password\":2}")))
                .containsExactly(
                        "/x unknown_member", "/current_password missing", "/new_password wrong_type");
        assertThat(faults(ada.send("DELETE", "/api/v1/users/me", "{\"passwort\":1}")))
                .containsExactly("/passwort unknown_member", "/password missing");
    }

    private static List<String> faults(Response answer) {
        answer.expect(400);
        return answer.json().path("errors").valueStream()
                .map(fault -> fault.path("pointer").stringValue() + " " + fault.path("code").stringValue())
                .toList();
    }
}
