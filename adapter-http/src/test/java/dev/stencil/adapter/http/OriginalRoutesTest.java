package dev.stencil.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.adapter.http.original.OriginalStatusCodes;
import dev.stencil.core.domain.Failure.Unauthenticated.Reason;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OriginalRoutesTest {
    @AutoClose
    private final TestServer server = new TestServer().with("alice");

    @Test
    void theRootSaysHello() throws Exception {
        Response answer = server.send(server.request("/")).expect(200);
        assertThat(answer.body()).isEqualTo("Hello, World!");
        assertThat(answer.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
    }

    @Test
    void anAccountIsMadeOnce() throws Exception {
        String body = "{\"username\":\"once\",\"password\":\"secret\"}";
        assertAnswer(server.post("/api/v1/users", body), 201, "User created successfully");
        assertAnswer(server.post("/api/v1/users", body), 409, "Username already exists");
        assertAnswer(server.post("/api/v1/users", body.replace("once", "ONCE")), 409, "Username already exists");
    }

    @Test
    void aLoginGivesATokenAndSaysHowLongItLasts() throws Exception {
        Response answer =
                server.post("/api/v1/login", "{\"username\":\"ALICE\",\"password\":\"secret\",\"role\":\"admin\"}")
                        .expect(200);
        assertThat(answer.body())
                .contains("\"access_token\":\"token:alice:", "\"token_type\":\"Bearer\"", "\"expires_in\":3600");
    }

    @Test
    void aWrongPasswordAndAnUnknownNameAnswerAlike() throws Exception {
        String message = "The username or password is incorrect";
        assertAnswer(server.post("/api/v1/login", "{\"username\":\"alice\",\"password\":\"no\"}"), 401, message);
        assertAnswer(server.post("/api/v1/login", "{\"username\":\"nobody\",\"password\":\"no\"}"), 401, message);
    }

    @Test
    void guessingIsSlowedDown() throws Exception {
        String guess = "{\"username\":\"guessed\",\"password\":\"no\"}";
        for (int i = 0; i < 5; i++) {
            server.post("/api/v1/login", guess).expect(401);
        }
        Response answer = server.post("/api/v1/login", guess).expect(429);
        assertThat(answer.header("Retry-After")).isEqualTo("1");
    }

    /** Checks the least time, not the most: no machine is too slow for that. */
    @Test
    void repeatedGuessesAreDelayed() throws Exception {
        String guess = "{\"username\":\"hurried\",\"password\":\"no\"}";
        int status = 401;
        while (status == 401) {
            status = server.post("/api/v1/login", guess).status();
        }
        long begin = System.nanoTime();
        for (int i = 0; i < 4; i++) {
            server.post("/api/v1/login", guess).expect(429);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(100));
    }

    @Test
    void templatesAreCreatedListedReplacedAndDeletedByTheirValue() throws Exception {
        server.register("bob");
        assertAnswer(create("bob", "{\"b\":1,\"a\":[5.0]}"), 200, "Template created successfully");
        assertAnswer(create("bob", "{\"a\":[5],\"b\":1.0}"), 409, "Template already exists on your profile");
        assertAnswer(create("bob", "null"), 200, "Template created successfully");
        assertThat(server.get("/get", "bob").body())
                .isEqualTo("{\"docs\":[{\"profile\":\"bob\",\"template\":{\"b\":1,\"a\":[5.0]}},"
                        + "{\"profile\":\"bob\",\"template\":null}]}");
        assertAnswer(update("bob", "null", "\"x\""), 200, "Template Updated successfully");
        assertAnswer(update("bob", "null", "\"y\""), 404, "Template not exists on your profile");
        assertAnswer(update("bob", "\"x\"", "\"x\""), 200, "Template Updated successfully");
        assertAnswer(
                update("bob", "\"x\"", "{\"a\":[5],\"b\":1}"), 409, "Template already exists on your profile");
        assertAnswer(delete("bob", "{\"a\":[5],\"b\":1}"), 200, "Template Deleted Sucessfully");
        assertAnswer(delete("bob", "{\"a\":[5],\"b\":1}"), 404, "Template not exists on your profile");
        assertThat(server.get("/get", "bob").body()).isEqualTo("{\"docs\":[{\"profile\":\"bob\",\"template\":\"x\"}]}");
    }

    @Test
    void theOriginalsStatusCodesComeBackOnRequest() throws Exception {
        try (TestServer exact = new TestServer(OriginalStatusCodes.EXACT).with("alice")) {
            assertAnswer(exact.post("/create", "alice", "{\"template\":1}"), 200, "Template created successfully");
            assertAnswer(
                    exact.post("/create", "alice", "{\"template\":1}"), 404, "Template already exists on your profile");
            exact.post("/create", "alice", "{\"template\":2}");
            assertAnswer(
                    exact.post("/update", "alice", "{\"old_template\":1,\"new_template\":2}"),
                    409,
                    "Template already exists on your profile");
            assertAnswer(exact.post("/delete", "alice", "{\"template\":1}"), 404, "Template Deleted Sucessfully");
        }
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void everyReasonToRefuseATokenHasItsAnswer(Reason reason) throws Exception {
        for (String path : new String[]{"/get", "/create", "/update", "/delete"}) {
            var request = server.request(path).header("Authorization", "Bearer bad:" + reason);
            if (!path.equals("/get")) {
                // The token is checked before the body.
                request.POST(BodyPublishers.ofString("{"));
            }
            Response answer = server.send(request);
            assertThat(answer.status()).isIn(401, 404, 422);
            assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer ");
            assertThat(answer.body()).startsWith("{\"msg\":");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "bearer token:alice | 401 | Missing 'Bearer' type",
            "Basic abc | 401 | Missing 'Bearer' type",
            "token:alice | 401 | Missing 'Bearer' type",
            "Basic abc, Bearer token:alice | 401 | Missing 'Bearer' type",
            "Bearer token:alice,, x | 401 | Missing 'Bearer' type",
            "Bearer | 422 | Bad Authorization header",
            "Bearer token:alice token:alice | 422 | Bad Authorization header",
            "Bearer token:nobody | 404 | Access Token Expired",
            "Bearer    token:alice | 200 | docs"
    })
    void theAuthorizationHeaderIsReadAsTheOriginalReadIt(String header, int status, String part) throws Exception {
        Response answer = server.send(server.request("/get").header("Authorization", header)).expect(status);
        assertThat(answer.body()).contains(part);
    }

    @Test
    void noTokenAndTwoTokensAreRefused() throws Exception {
        Response none = server.send(server.request("/get?jwt=token:alice"));
        assertAnswer(none, 401, "Missing Authorization Header");
        assertThat(none.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"stencil\"");
        Response two = server.send(server.request("/get")
                .header("Authorization", "Bearer token:alice")
                .header("Authorization", "Bearer token:alice"));
        assertAnswer(two, 400, "More than one Authorization header");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"password\":\"x\"} | username is missing",
            "{\"username\":\"x\"} | password is missing",
            "{\"username\":5,\"password\":\"x\"} | username must be a string",
            "{\"username\":null,\"password\":\"x\"} | username must be a string",
            "{\"username\":{\"$ne\":null},\"password\":\"x\"} | username must be a string",
            "{\"username\":[\"x\"],\"password\":\"x\"} | username must be a string",
            "{\"username\":\"x\",\"password\":{\"$ne\":null}} | password must be a string",
            "{\"username\":\"\\ud800\",\"password\":\"x\"} | username contains a lone surrogate",
            "{\"username\":\"x\",\"password\":\"\\ud800\"} | password contains a lone surrogate",
            "[] | The body must be a JSON object",
            "null | The body must be a JSON object",
            "\"x\" | The body must be a JSON object",
            "7 | The body must be a JSON object",
    })
    void badInputAtLoginIsNamed(String body, String message) throws Exception {
        assertAnswer(server.post("/api/v1/login", body), 400, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"username\":\"\",\"password\":\"x\"} | username must not be empty",
            "{\"username\":\"x\",\"password\":\"\"} | password must not be empty",
            "{\"username\":\" x\",\"password\":\"x\"} | username must not begin or end with a blank",
            "{\"username\":\"a\\u0000b\",\"password\":\"x\"} | username must not contain control, invisible or unassigned characters",
            "{\"username\":\"x\",\"password\":\"x\",\"role\":\"admin\"} | role is not allowed here",
            "{\"username\":\"x\",\"password\":\"x\",\"_id\":1} | _id is not allowed here",
            "{\"username\":\"x\",\"password\":5} | password must be a string"
    })
    void badInputAtRegistrationIsNamed(String body, String message) throws Exception {
        assertAnswer(server.post("/api/v1/users", body), 400, message);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"username\":", "{\"a\":1,}", "{'a':1}", "{\"template\":NaN}", "{\"template\":1,\"template\":2}",
            "{\"template\":1} {}", "{\"template\":0x10}", "{\"template\":1e999999999}", "{\"template\":1e400}",
            "{\"template\":18446744073709551616}", "{\"template\":\"\\ud800\"}", "{\"template\":{\"\\udc00\":1}}",
            "{\"template\":{\"a\\u0000b\":1}}", "\ufeff{\"template\":1}", "", "  "
    })
    void invalidJsonIsRefused(String body) throws Exception {
        for (String path : new String[]{"/create", "/delete"}) {
            Response answer = server.post(path, "alice", body);
            assertThat(answer.status()).as(path + " " + body).isEqualTo(400);
            assertThat(answer.body()).startsWith("{\"msg\":");
        }
    }

    @Test
    void aValueThatIsTooDeepIsRefusedAndOneThatIsSoughtMayBeDeeper() throws Exception {
        create("alice", "[".repeat(32) + "]".repeat(32)).expect(200);
        create("alice", "[".repeat(33) + "]".repeat(33)).expect(400);
        create("alice", "[".repeat(40_000) + "]".repeat(40_000)).expect(400);
        delete("alice", "[".repeat(100) + "]".repeat(100)).expect(404);
        delete("alice", "[".repeat(101) + "]".repeat(101)).expect(400);
    }

    @Test
    void aTemplateThatIsTooLargeIsRefusedAndOneThatIsSoughtMayBeLarger() throws Exception {
        create("alice", '"' + "x".repeat(998) + '"').expect(200);
        assertAnswer(create("alice", '"' + "x".repeat(999) + '"'), 413, "template is larger than 1000 bytes");
        delete("alice", '"' + "x".repeat(50_000) + '"').expect(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "application/json | 200",
            "APPLICATION/JSON; charset=latin1 | 200",
            "application/vnd.api+json | 200",
            "text/plain | 415",
            "application/x-www-form-urlencoded | 415",
            "application/jsonx | 415",
            "text/json | 415"
    })
    void onlyJsonIsTaken(String type, int status) throws Exception {
        server.send(server.request("/create")
                .header("Authorization", "Bearer token:alice")
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString("{\"template\":\"" + type + "\"}"))).expect(status);
    }

    @Test
    void aMissingContentTypeIsRefused() throws Exception {
        Response answer = server.send(server.request("/create")
                .header("Authorization", "Bearer token:alice")
                .POST(BodyPublishers.ofString("{\"template\":1}")));
        assertAnswer(answer, 415, "The Content-Type must be application/json");
    }

    private Response create(String user, String value) throws Exception {
        return server.post("/create", user, "{\"template\":" + value + ",\"profile\":\"ignored\"}");
    }

    private Response update(String user, String from, String to) throws Exception {
        return server.post("/update", user, "{\"old_template\":" + from + ",\"new_template\":" + to + "}");
    }

    private Response delete(String user, String value) throws Exception {
        return server.post("/delete", user, "{\"template\":" + value + "}");
    }

    private static void assertAnswer(Response answer, int status, String message) {
        assertThat(answer.body()).isEqualTo("{\"msg\":\"" + message + "\"}");
        answer.expect(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    }
}
