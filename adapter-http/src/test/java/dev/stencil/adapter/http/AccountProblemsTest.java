package dev.stencil.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors of registration and login: in the original's form, or as problem details if Accept names them. */
class AccountProblemsTest {
    private static final String USERS = "/api/v1/users";
    private static final String LOGIN = "/api/v1/login";
    private static final String PROBLEM = "Accept: application/problem+json\r\n";
    private static final String JSON = RawConnection.JSON;

    @AutoClose
    private final TestServer server = new TestServer().with("ada");

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "POST | /api/v1/users | {\"username\":\"ADA\",\"password\":\"x\"}     | 409 | conflict",
            "POST | /api/v1/users | {\"username\":\"bob\",\"password\":\"\"}      | 400 | too_short",
            "POST | /api/v1/users | {\"username\":\"bob\",\"password\":\"123456\"} | 400 | too_common",
            "POST | /api/v1/users | {\"username\":1,\"password\":\"x\"}           | 400 | wrong_type",
            "POST | /api/v1/users | {                                       | 400 | malformed_json",
            "POST | /api/v1/users | {\"username\":\"bob\",\"password\":\"x\",\"a\":1} | 400 | unknown_member",
            "POST | /api/v1/login | {\"username\":\"ada\",\"password\":\"x\"}     | 401 | wrong_credentials",
            "POST | /api/v1/login | {\"username\":\"eve\",\"password\":\"x\"}     | 401 | wrong_credentials",
            "POST | /api/v1/login | {\"username\":\"ada\"}                      | 400 | missing",
            "PUT  | /api/v1/login | {}                                      | 405 | method_not_allowed"
    })
    void clientsThatAcceptProblemDetailsGetThem(String method, String path, String body, int status, String code)
            throws Exception {
        Response answer = server.ask(method, path, JSON + PROBLEM, body).expect(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.header("Vary").split(", ")).contains("Accept");
        assertThat(answer.body()).contains("\"code\":\"" + code + '"', "\"request_id\":\"");
        assertThat(answer.headers()).doesNotContainKey("Location");
        Response usual = server.ask(method, path, JSON, body).expect(status);
        assertThat(usual.header("Content-Type")).isEqualTo("application/json");
        assertThat(usual.body()).startsWith("{\"msg\":");
    }

    @Test
    void aDisabledAccountIsRevealedOnlyWithItsPassword() throws Exception {
        server.disable("ada");
        String right = "{\"username\":\"ada\",\"password\":\"secret\"}";
        Response usual = server.ask("POST", LOGIN, JSON, right).expect(403);
        assertThat(usual.body()).isEqualTo("{\"msg\":\"Account disabled\"}");
        Response problem = server.ask("POST", LOGIN, JSON + PROBLEM, right).expect(403);
        assertThat(problem.body()).contains("\"code\":\"account_disabled\"");
        Response wrong = server.ask("POST", LOGIN, JSON, right.replace("secret", "wrong")).expect(401);
        assertThat(wrong.body()).isEqualTo(server.ask("POST", LOGIN, JSON, right.replace("ada", "eve")).body());
    }

    @Test
    void aTokenOfADisabledAccountIsLikeARevokedOne() throws Exception {
        server.get("/get", "ada").expect(200);
        server.disable("ada");
        assertThat(server.get("/get", "ada").body()).isEqualTo("{\"msg\":\"Token has been revoked\"}");
        assertThat(server.get("/api/v1/templates", "ada").body())
                .contains("\"status\":401", "\"code\":\"invalid_token\"", "\"detail\":\"The session has ended\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "application/json, application/problem+json", "application/problem+json;q=0.5, */*",
            "APPLICATION/PROBLEM+JSON", "text/html\r\nAccept: application/problem+json; charset=utf-8"})
    void everyAcceptThatNamesProblemDetailsGetsThem(String accept) throws Exception {
        assertThat(server.ask("POST", LOGIN, "Accept: " + accept + "\r\n", "{}").header("Content-Type"))
                .isEqualTo("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "*/*", "application/*", "application/json", "text/html", "application/problem+json;q=0", "",
            "application/problem", "x/application/problem+json"})
    void otherAcceptHeadersGetTheOriginalsMessages(String accept) throws Exception {
        Response answer = server.ask("POST", LOGIN, "Accept: " + accept + "\r\n", "{}").expect(415);
        assertThat(answer.body()).startsWith("{\"msg\":");
        assertThat(answer.header("Vary").split(", ")).contains("Accept");
    }

    @Test
    void successfulAnswersVaryByAcceptToo() throws Exception {
        for (String path : new String[]{USERS, LOGIN}) {
            Response answer =
                    server.ask("POST", path, JSON + PROBLEM, "{\"username\":\"eve\",\"password\":\"secret\"}");
            assertThat(answer.status()).isBetween(200, 201);
            assertThat(answer.header("Content-Type")).isEqualTo("application/json");
            assertThat(answer.header("Vary").split(", ")).contains("Accept");
        }
        assertThat(server.ask("OPTIONS", LOGIN, "", "").header("Vary")).contains("Accept");
        assertThat(server.ask("GET", "/get", PROBLEM, "").header("Vary")).doesNotContain("Accept");
        assertThat(server.ask("GET", "/get", PROBLEM, "").body()).startsWith("{\"msg\":");
    }
}
