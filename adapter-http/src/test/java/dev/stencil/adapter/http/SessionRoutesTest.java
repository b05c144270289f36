package dev.stencil.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.core.domain.SteadyClock;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionRoutesTest {
    private static final String SESSIONS = "/api/v1/sessions";
    private static final String LOG_OUT = "/api/v1/logout";
    private static final Duration GRACE = Duration.ofSeconds(10);

    @AutoClose
    private final TestServer server = new TestServer().with("ada");
    private final SignedInUser ada = SignedInUser.signIn(server, "ada");

    @Test
    void aRefreshAnswersAsALoginDoesAndTheSessionGoesOn() throws Exception {
        Response answer = ada.refresh().expect(200);
        assertThat(answer.body()).matches("\\{\"access_token\":\"token:ada:[^\"]+\",\"token_type\":\"Bearer\","
                + "\"expires_in\":3600,\"refresh_token\":\"[\\w-]{96}\",\"refresh_expires_in\":2592000}");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(ada.sessions()).hasSize(1);
    }

    @Test
    void twoTabsThatRefreshWithOneTokenBothGoOn() throws Exception {
        SignedInUser one = ada.refreshed();
        SignedInUser two = ada.refreshed();
        assertThat(two.refreshToken()).isEqualTo(one.refreshToken());
        assertThat(two.refreshed().sessions()).isEqualTo(one.sessions()).hasSize(1);
    }

    @Test
    void aTokenThatIsShownAgainLaterEndsTheSession() throws Exception {
        SignedInUser next = ada.refreshed().refreshed();
        server.clock.goOn(GRACE.plus(SteadyClock.SKEW));
        ada.refresh().expectProblem(401, "invalid_token");
        Response ended = next.refresh().expectProblem(401, "invalid_token");
        assertThat(ended.body()).contains("The session has ended");
        next.get(SESSIONS).expectProblem(401, "invalid_token");
    }

    @Test
    void aTokenWhoseAnswerWasLostIsStillGood() throws Exception {
        ada.refreshed();
        server.clock.goOn(Duration.ofMinutes(1));
        assertThat(ada.refreshed().refreshed().sessions()).hasSize(1);
    }

    @Test
    void endlessRefreshesHaveToWait() throws Exception {
        SignedInUser last = ada.refreshed().refreshed().refreshed().refreshed();
        Response answer = last.refresh().expectProblem(429, "too_many_attempts");
        int wait = Integer.parseInt(answer.header("Retry-After"));
        assertThat(wait).isBetween(1, 10);
        server.clock.goOn(GRACE);
        last.refresh().expect(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "token:ada", "\\u0000", "\\ud800"})
    void aMalformedRefreshTokenIsRefused(String token) throws Exception {
        Response answer =
                server.post("/api/v1/token/refresh", "{\"refresh_token\":\"" + token + "\"}").expectProblem(401,
                        "invalid_token");
        assertThat(answer.header("WWW-Authenticate"))
                .isEqualTo("Bearer realm=\"stencil\", error=\"invalid_token\"");
    }

    @Test
    void accessAndRefreshTokensAreNotInterchangeable() throws Exception {
        new SignedInUser(server, "", ada.accessToken()).refresh().expectProblem(401, "invalid_token");
        new SignedInUser(server, ada.refreshToken(), "").get(SESSIONS).expectProblem(401, "invalid_token");
        new SignedInUser(server, ada.refreshToken(), "").get("/get").expect(422);
        // A made-up family ends no session.
        new SignedInUser(server, "", alteredAt(40)).refresh().expectProblem(401, "invalid_token");
        ada.refresh().expect(200);
    }

    @Test
    void aLogOutTakesEffectAtOnce() throws Exception {
        SignedInUser other = SignedInUser.signIn(server, "ada");
        Response answer = ada.send("POST", LOG_OUT, null).expect(204);
        assertThat(answer.body()).isEmpty();
        ada.get(SESSIONS).expectProblem(401, "invalid_token");
        ada.send("POST", LOG_OUT, null).expectProblem(401, "invalid_token");
        ada.refresh().expectProblem(401, "invalid_token");
        Response original = ada.get("/get").expect(401);
        assertThat(original.body()).isEqualTo("{\"msg\":\"Token has been revoked\"}");
        assertThat(other.sessions()).hasSize(1);
        other.send("POST", LOG_OUT, "{}").expect(204);
    }

    /** The refresh token with another character there: 16 to 31 are its session's, 32 to 52 its family's. */
    private String alteredAt(int index) {
        char[] token = ada.refreshToken().toCharArray();
        token[index] = token[index] == 'A' ? 'B' : 'A';
        return new String(token);
    }

    private Response logOut(String refreshToken) throws Exception {
        return server.post(LOG_OUT, "{\"refresh_token\":\"" + refreshToken + "\"}");
    }

    @Test
    void aRefreshTokenLogsOutWithoutAnAccessToken() throws Exception {
        SignedInUser other = SignedInUser.signIn(server, "ada");
        Response answer = logOut(ada.refreshToken()).expect(204);
        assertThat(answer.body()).isEmpty();
        ada.get(SESSIONS).expectProblem(401, "invalid_token");
        ada.refresh().expectProblem(401, "invalid_token");
        assertThat(other.sessions()).hasSize(1);
        // A refresh token that was rotated still logs out; the access token beside it may be any.
        other.refreshed();
        SignedInUser expired = new SignedInUser(server, "bad:EXPIRED", "");
        String body = "{\"refresh_token\":\"" + other.refreshToken() + "\"}";
        expired.send("POST", LOG_OUT, body).expect(204);
        other.get(SESSIONS).expectProblem(401, "invalid_token");
    }

    @Test
    void aRefreshTokenThatIsUnknownOrOverLogsNobodyOutAndIsNoFailure() throws Exception {
        SignedInUser over = SignedInUser.signIn(server, "ada");
        logOut(over.refreshToken()).expect(204);
        for (String token : new String[]{
                over.refreshToken(), alteredAt(30), alteredAt(40), "", "x", ada.accessToken()}) {
            assertThat(logOut(token).status()).as(token).isEqualTo(204);
        }
        assertThat(ada.sessions()).hasSize(1);
        ada.refresh().expect(200);
    }

    @Test
    void aLogOutThatProvesNothingIsRefusedAsBefore() throws Exception {
        String token = "{\"refresh_token\":\"" + ada.refreshToken() + "\"";
        server.post(LOG_OUT, "{}").expectProblem(401, "unauthenticated");
        server.post(LOG_OUT, "{").expectProblem(401, "unauthenticated");
        server.post(LOG_OUT, "[]").expectProblem(401, "unauthenticated");
        server.post(LOG_OUT, "{\"refresh_token\":1}").expectProblem(400, "wrong_type");
        server.post(LOG_OUT, token + ",\"x\":1}").expectProblem(400, "unknown_member");
        server.post(LOG_OUT + "?all=1", token + "}").expectProblem(400, "unknown_parameter");
        assertThat(ada.sessions()).hasSize(1);
    }

    @Test
    void aTokenOfTheOriginalIsLoggedOutAlone() throws Exception {
        server.post(LOG_OUT, "ada", "{}").expect(204);
        Response answer = server.get("/get", "ada").expect(401);
        assertThat(answer.body()).isEqualTo("{\"msg\":\"Token has been revoked\"}");
        assertThat(ada.sessions()).hasSize(1);
    }

    @Test
    void sessionsAreListedTheLatestFirstAndTheCurrentOneIsMarked() throws Exception {
        SignedInUser.signIn(server, "ada");
        String time = "\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\"";
        String session = "\\{\"id\":\"[0-9a-f]{24}\",\"created_at\":T,\"last_used_at\":T,\"expires_at\":T,"
                + "\"user_agent\":\"Java-http-client/[^\"]*\",\"address\":\"127.0.0.1\",\"current\":";
        assertThat(ada.get(SESSIONS).body()).matches(
                ("\\{\"items\":\\[" + session + "false}," + session + "true}\\]}").replace("T,", time + ","));
        assertThat(server.get(SESSIONS, "ada").body()).doesNotContain("\"current\":true");
    }

    @Test
    void aSessionIsEndedByItsIdByItsUserAlone() throws Exception {
        server.register("bob");
        SignedInUser bob = SignedInUser.signIn(server, "bob");
        String id = ada.sessions().getFirst();
        SignedInUser other = SignedInUser.signIn(server, "ada");
        for (String none : new String[]{id.toUpperCase(Locale.ROOT), "x", "0".repeat(24), id + "0"}) {
            other.send("DELETE", SESSIONS + '/' + none, null).expectProblem(404, "not_found");
        }
        bob.send("DELETE", SESSIONS + '/' + id, null).expectProblem(404, "not_found");
        assertThat(ada.sessions()).contains(id);
        other.send("DELETE", SESSIONS + '/' + id, null).expect(204);
        other.send("DELETE", SESSIONS + '/' + id, null).expectProblem(404, "not_found");
        ada.get(SESSIONS).expectProblem(401, "invalid_token");
    }

    @Test
    void allOtherSessionsAreEnded() throws Exception {
        SignedInUser other = SignedInUser.signIn(server, "ada");
        server.get("/get", "ada");
        ada.send("DELETE", SESSIONS + "?except=current", null).expect(204);
        other.get(SESSIONS).expectProblem(401, "invalid_token");
        other.refresh().expectProblem(401, "invalid_token");
        assertThat(server.get("/get", "ada").status()).as("of the original").isEqualTo(401);
        assertThat(ada.sessions()).hasSize(1);
        ada.refresh().expect(200);
    }

    @Test
    void allSessionsAreEnded() throws Exception {
        SignedInUser other = SignedInUser.signIn(server, "ada");
        ada.send("DELETE", SESSIONS, null).expect(204);
        for (SignedInUser one : new SignedInUser[]{ada, other}) {
            one.get(SESSIONS).expectProblem(401, "invalid_token");
            one.refresh().expectProblem(401, "invalid_token");
        }
        assertThat(SignedInUser.signIn(server, "ada").sessions()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
            "?except=, invalid_parameter", "?except=all, invalid_parameter", "?except=CURRENT, invalid_parameter",
            "?except, invalid_parameter", "?except=current&except=current, repeated_parameter",
            "?Except=current, unknown_parameter", "?user=bob, unknown_parameter"})
    void anInvalidParameterEndsNoSession(String query, String code) throws Exception {
        ada.send("DELETE", SESSIONS + query, null).expectProblem(400, code);
        assertThat(ada.sessions()).hasSize(1);
    }
}
