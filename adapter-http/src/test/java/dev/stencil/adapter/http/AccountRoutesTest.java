package dev.stencil.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class AccountRoutesTest {
    private static final String ACCOUNT = "/api/v1/users/me";
    private static final String PASSWORD = ACCOUNT + "/password";
    private static final String EXPORT = ACCOUNT + "/export";
    private static final String TEMPLATES = "/api/v1/templates";

    @AutoClose
    private final TestServer server = new TestServer().with("ada");
    private final SignedInUser ada = SignedInUser.signIn(server, "ada");

    @Test
    void anAccountIsShownToItsUser() throws Exception {
        String time = "\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\"";
        assertThat(ada.get(ACCOUNT).body())
                .matches("\\{\"id\":\"[0-9a-f]{24}\",\"username\":\"ada\",\"state\":\"active\",\"roles\":\\[],"
                        + "\"created_at\":"
                        + time + ",\"updated_at\":" + time + "}");
        assertThat(ada.get(ACCOUNT).header("Cache-Control")).isEqualTo("no-store");
        ada.send("HEAD", ACCOUNT, null).expect(200);
    }

    @Test
    void aChangedPasswordEndsAllButTheSessionThatChangedIt() throws Exception {
        SignedInUser other = SignedInUser.signIn(server, "ada");
        server.get("/get", "ada");
        changePassword("secret", "another").expect(204);
        assertThat(ada.sessions()).hasSize(1);
        ada.refresh().expect(200);
        other.get(ACCOUNT).expectProblem(401, "invalid_token");
        other.refresh().expectProblem(401, "invalid_token");
        assertThat(server.get("/get", "ada").body()).isEqualTo("{\"msg\":\"Token has been revoked\"}");
        logIn("secret").expect(401);
        logIn("another").expect(200);
    }

    @Test
    void aWrongPasswordIsNotTheTokensFault() throws Exception {
        for (Response answer : List.of(
                changePassword("wrong", "another"), ada.send("DELETE", ACCOUNT, "{\"password\":\"wrong\"}"))) {
            answer.expectProblem(401, "wrong_credentials");
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"stencil\"");
        }
        ada.get(ACCOUNT).expect(200);
    }

    @ParameterizedTest
    @CsvSource({"PUT, /password", "DELETE, ''"})
    void guessingIsSlowedDown(String method, String path) throws Exception {
        String body = path.isEmpty()
                ? "{\"password\":\"wrong\"}"
                : "{\"current_password\":\"wrong\",\"new_password\":\"another\"}";
        for (int i = 0; i < 5; i++) {
            ada.send(method, ACCOUNT + path, body).expectProblem(401, "wrong_credentials");
        }
        for (String guess : new String[]{body, body.replace("wrong", "secret")}) {
            Response answer = ada.send(method, ACCOUNT + path, guess).expectProblem(429, "too_many_attempts");
            assertThat(answer.header("Retry-After")).isEqualTo("1");
        }
        assertThat(logIn("secret").status()).as("counted apart from logins").isEqualTo(200);
        ada.get(ACCOUNT).expect(200);
    }

    @ParameterizedTest
    @CsvSource({
            "secret, '', too_short, /new_password", "secret, 123456, too_common, /new_password",
            "secret, ADA, too_common, /new_password", "secret, \\ud800, lone_surrogate, /new_password",
            "\\udfff, another, lone_surrogate, /current_password"})
    void aPasswordThatBreaksARuleIsPointedAt(String current, String replacement, String code, String pointer)
            throws Exception {
        changePassword(current, replacement).expectInvalid(code, pointer);
        logIn("secret").expect(200);
    }

    @Test
    void aDeletedAccountIsGoneWithAllThatBelongsToItAndItsNameIsFree() throws Exception {
        ada.send("POST", TEMPLATES, "{\"content\":\"mine\"}");
        ada.send("DELETE", ACCOUNT, "{\"password\":\"secret\"}").expect(204);
        Response gone = ada.get(ACCOUNT).expectProblem(401, "invalid_token");
        assertThat(gone.body()).contains("The account of the token does not exist");
        ada.refresh().expectProblem(401, "invalid_token");
        ada.get("/get").expect(404);
        assertThat(ada.get("/get").body()).isEqualTo("{\"msg\":\"Access Token Expired\"}");
        logIn("secret").expect(401);
        server.register("ada");
        SignedInUser next = SignedInUser.signIn(server, "ada");
        assertThat(next.get(TEMPLATES).body()).contains("\"items\":[]");
        ada.get(ACCOUNT).expectProblem(401, "invalid_token");
    }

    @Test
    void aDeletionWhoseBodyWasRemovedSaysSo() throws Exception {
        Response answer = ada.send("DELETE", ACCOUNT, null).expectProblem(400, "empty_body");
        assertThat(answer.body()).contains("a proxy may have removed it");
        ada.get(ACCOUNT).expect(200);
    }

    @Test
    void anExportHasTheAccountItsSessionsAndItsTemplatesAndNoSecret() throws Exception {
        SignedInUser.signIn(server, "ada");
        ada.send("POST", TEMPLATES, "{\"content\":{\"b\":1,\"a\":[1.0,null]}}");
        ada.send("POST", TEMPLATES, "{\"content\":2}");
        Response answer = ada.get(EXPORT);
        assertThat(answer.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"stencil-account.json\"");
        JsonNode export = answer.json();
        assertThat(export.path("account")).isEqualTo(ada.get(ACCOUNT).json());
        assertThat(export.path("sessions")).isEqualTo(ada.get("/api/v1/sessions").json().path("items"));
        assertThat(export.path("templates")).isEqualTo(ada.get(TEMPLATES).json().path("items"));
        assertThat(answer.body()).contains("{\"b\":1,\"a\":[1.0,null]}")
                .doesNotContain("hash", "secret", ada.accessToken(), ada.refreshToken());
    }

    @Test
    void anAccountThatHasNothingIsExportedToo() throws Exception {
        assertThat(server.get(EXPORT, "ada").body()).endsWith(",\"templates\":[]}");
        server.send(server.request(EXPORT)).expect(401);
    }

    private Response changePassword(String current, String replacement) throws Exception {
        return ada.send("PUT", PASSWORD,
                "{\"current_password\":\"" + current + "\",\"new_password\":\"" + replacement + "\"}");
    }

    private Response logIn(String password) throws Exception {
        return server.post("/api/v1/login", "{\"username\":\"ada\",\"password\":\"" + password + "\"}");
    }
}
