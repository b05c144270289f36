package dev.stencil.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorsTest {
    @AutoClose
    private final TestServer server = new TestServer();

    @ParameterizedTest
    @ValueSource(strings = {"https://app.example", "capacitor://localhost"})
    void aPageOnTheListMayAskAndReadTheAnswer(String origin) throws Exception {
        Response preflight = ask("OPTIONS", origin, "Access-Control-Request-Method: PATCH\r\n").expect(204);
        assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo(origin);
        assertThat(preflight.header("Access-Control-Allow-Methods")).contains("PATCH", "DELETE");
        assertThat(preflight.header("Access-Control-Allow-Headers")).contains("Authorization", "If-Match");
        assertThat(preflight.header("Vary")).isEqualTo("Origin");

        Response answer = ask("GET", origin, "").expect(401);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(origin);
        assertThat(answer.header("Access-Control-Expose-Headers")).contains("ETag", "Link", "Location");
        assertThat(answer.headers()).doesNotContainKey("Access-Control-Allow-Credentials");
    }

    @Test
    void headersBesideThoseOfTheApiMayBeSentIfTheyAreOnTheList() throws Exception {
        assertThat(ask("OPTIONS", "https://app.example", "Access-Control-Request-Method: GET\r\n"
                + "Access-Control-Request-Headers: baggage,sentry-trace\r\n").header("Access-Control-Allow-Headers"))
                .isEqualTo("Accept, Authorization, baggage, Content-Type, If-Match, If-None-Match, traceparent");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "https://evil.example", "null", "http://app.example", "https://app.example.evil.example",
            "https://app.example:8443", "*", "", "capacitor://localhost/",
            "ionic://localhost", "capacitor://localhost:80"})
    void aPageThatIsNotOnTheListMayNot(String origin) throws Exception {
        Response preflight = ask("OPTIONS", origin, "Access-Control-Request-Method: PATCH\r\n");
        assertThat(preflight.headers()).doesNotContainKeys(
                "Access-Control-Allow-Origin", "Access-Control-Allow-Methods", "Access-Control-Allow-Headers");
        assertThat(ask("GET", origin, "").headers()).doesNotContainKey("Access-Control-Allow-Origin")
                .containsEntry("Vary", "Origin");
    }

    private Response ask(String method, String origin, String more) throws Exception {
        return server.ask(
                method + " /api/v1/templates/0123456789abcdef01234567 HTTP/1.1\r\nHost: x\r\nOrigin: " + origin
                        + "\r\n" + more + "\r\n");
    }
}
