package dev.stencil.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The client of a request, told by the guessing rules, which count by client. */
class ClientAddressTest {
    private static final String BODY = "{\"username\":\"ada\",\"password\":\"wrong\"}";

    @AutoClose
    private final TestServer server = new TestServer();

    @Test
    void aTrustedProxySaysWhoseGuessItIs() throws Exception {
        guessUntilRefused("X-Forwarded-For: 198.51.100.1\r\n");
        assertThat(guess("X-Forwarded-For: 198.51.100.2\r\n")).isEqualTo(401);
    }

    @Test
    void addressesThatTheClientWroteChangeNothing() throws Exception {
        guessUntilRefused("X-Forwarded-For: 198.51.100.1\r\n");
        assertThat(guess("X-Forwarded-For: 203.0.113.9, 198.51.100.1\r\n")).isEqualTo(429);
        assertThat(guess("X-Forwarded-For: 203.0.113.9\r\nX-Forwarded-For: 198.51.100.1\r\n"))
                .isEqualTo(429);
        assertThat(guess("X-Forwarded-For: 198.51.100.1\r\nForwarded: for=203.0.113.9\r\n"
                + "X-Real-IP: 203.0.113.9\r\n")).isEqualTo(429);
    }

    @Test
    void thePortThatAProxyAddsMakesNoOtherClient() throws Exception {
        guessUntilRefused("X-Forwarded-For: 198.51.100.1:50000\r\n");
        assertThat(guess("X-Forwarded-For: 198.51.100.1:50001\r\n")).isEqualTo(429);
        assertThat(guess("X-Forwarded-For: 198.51.100.2:50001, \r\n")).isEqualTo(401);
    }

    @Test
    void aSessionShowsTheAddressOfItsClient() throws Exception {
        server.register("ada");
        String token = server.send(server.request("/api/v1/login")
                .header("X-Forwarded-For", "[2001:DB9:0::1]:4711, ")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"username\":\"ada\",\"password\":\"secret\"}"))).json()
                .path("access_token").stringValue();
        assertThat(new SignedInUser(server, token, "").get("/api/v1/sessions").body())
                .contains("\"address\":\"2001:db9::1\"");
    }

    private void guessUntilRefused(String headers) throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(guess(headers)).isEqualTo(401);
        }
        assertThat(guess(headers)).isEqualTo(429);
    }

    private int guess(String headers) throws Exception {
        return server.ask("POST", "/api/v1/login", RawConnection.JSON + headers, BODY).status();
    }
}
