package dev.stencil.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** User-Agent headers of any content are kept and shown as text of a bounded length. */
class UserAgentTest {
    @AutoClose
    private final TestServer server = new TestServer().with("ada");

    @ParameterizedTest
    @ValueSource(strings = {
            "curl/8", "<script>alert(1)</script>", "\"}]}", "a\tb", "\u00e9\u00ff",
            "\\u0022", "%0d%0aX-Evil: 1", "${jndi:ldap://x}"})
    void aUserAgentIsShownAsItWasSent(String userAgent) throws Exception {
        logIn("User-Agent: " + userAgent + "\r\n").expect(200);
        assertThat(shown()).isEqualTo(userAgent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\u0001", "a\u0007", "\u001b[2J", "\u007f", "a\rX-Evil: 1"})
    void controlCharactersAreRefused(String userAgent) throws Exception {
        Response answer = logIn("User-Agent: " + userAgent + "\r\n").expect(400);
        assertThat(answer.headers()).doesNotContainKey("X-Evil");
        assertThat(sessions().isEmpty()).isTrue();
    }

    @Test
    void aUserAgentNeedNotBeSent() throws Exception {
        logIn("").expect(200);
        assertThat(shown()).isEmpty();
    }

    @Test
    void aLongUserAgentIsCut() throws Exception {
        logIn("User-Agent: " + "x".repeat(15_000) + "\r\n").expect(200);
        assertThat(shown()).isEqualTo("x".repeat(256));
    }

    @Test
    void aUserAgentThatIsTooLongIsRefused() throws Exception {
        try (RawConnection connection = server.connect()) {
            connection.trySend(request("User-Agent: " + "x".repeat(100_000) + "\r\n"));
            assertThat(connection.isClosedByServer() || connection.answer().status() >= 400).isTrue();
        }
        assertThat(sessions().isEmpty()).isTrue();
    }

    private Response logIn(String header) throws IOException {
        return server.ask(request(header));
    }

    private static String request(String header) {
        String body = "{\"username\":\"ada\",\"password\":\"secret\"}";
        return RawConnection.request("POST", "/api/v1/login", RawConnection.JSON + header, body);
    }

    private String shown() throws Exception {
        return sessions().path(0).path("user_agent").stringValue();
    }

    private JsonNode sessions() throws Exception {
        return server.get("/api/v1/sessions", "ada").json().path("items");
    }
}
