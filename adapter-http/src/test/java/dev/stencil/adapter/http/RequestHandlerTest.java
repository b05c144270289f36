package dev.stencil.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestHandlerTest {
    @AutoClose
    private final TestServer server = new TestServer();

    @ParameterizedTest
    @ValueSource(strings = {"/nope", "//get", "/GET", "/get/", "/%67et", "/docs.html"})
    void anUnknownPathIsAProblemOfItsOwnForm(String path) throws Exception {
        Response answer = server.ask("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").expect(404);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.body()).contains("\"title\":\"Not Found\"", "\"status\":404", "\"code\":\"not_found\"",
                "\"request_id\":\"");
    }

    @ParameterizedTest
    @CsvSource({
            "GET, /create, 'OPTIONS, POST'", "PUT, /get, 'GET, HEAD, OPTIONS'", "TRACE, /, 'GET, HEAD, OPTIONS'",
            "get, /get, 'GET, HEAD, OPTIONS'", "POST, /health/live, 'GET, HEAD, OPTIONS'"
    })
    void aWrongMethodIsToldTheRightOnes(String method, String path, String allow) throws Exception {
        Response answer = server.ask(method + " " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").expect(405);
        assertThat(answer.header("Allow")).isEqualTo(allow);
    }

    @Test
    void optionsNamesTheMethods() throws Exception {
        var answer = server.send(server.request("/get").method("OPTIONS", BodyPublishers.noBody()));
        answer.expect(200);
        assertThat(answer.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
    }

    @Test
    void headIsGetWithoutTheBody() throws Exception {
        server.register("head");
        Response answer = server.send(
                server.request("/get").header("Authorization", "Bearer token:head").HEAD()).expect(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.header("Content-Length")).isEqualTo(String.valueOf("{\"docs\":[]}".length()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/nope", "/create", "/get", "/health/live"})
    void everyAnswerHasItsRequestIdAndSecurityHeaders(String path) throws Exception {
        Response one = server.send(server.request(path));
        Response two = server.send(server.request(path));
        assertThat(one.header("X-Request-Id")).matches("[0-9a-f]{16}").isNotEqualTo(two.header("X-Request-Id"));
        assertThat(one.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(one.header("Cache-Control")).isEqualTo("no-store");
        assertThat(one.header("Server")).isEmpty();
    }

    @Test
    void livenessDoesNotDependOnReadiness() throws Exception {
        server.send(server.request("/health/ready")).expect(200);
        server.ready.set(false);
        Response notReady = server.send(server.request("/health/ready")).expect(503);
        assertThat(notReady.header("Retry-After")).isEqualTo("1");
        server.send(server.request("/health/live")).expect(200);
        server.ready.set(true);
    }

    @Test
    void aBodyInChunksIsTaken() throws Exception {
        server.ask("POST /api/v1/users HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n"
                + "10\r\n{\"username\":\"chu\r\n1A\r\nnked\",\"password\":\"secret\"}\r\n0\r\n\r\n").expect(201);
    }

    @Test
    void aClientThatWaitsForContinueIsToldToGoOn() throws Exception {
        String body = "{\"username\":\"patient\",\"password\":\"secret\"}";
        try (RawConnection connection = server.connect()) {
            connection.answerTo("POST /api/v1/users HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Expect: 100-continue\r\nContent-Length: " + body.length() + "\r\n\r\n").expect(100);
            connection.answerTo(body).expect(201);
        }
    }

    @Test
    void aClientThatWaitsToSendTooMuchIsToldAtOnce() throws Exception {
        server.ask("POST /api/v1/users HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + "Expect: 100-continue\r\nContent-Length: 20000\r\n\r\n").expect(413);
    }

    @Test
    void aBodyThatIsTooLargeIsAnsweredThoughItIsStillBeingSent() throws Exception {
        Response answer = server.send(server.request("/api/v1/users")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(new byte[17 * 1024 * 1024]))).expect(413);
        assertThat(answer.body()).isEqualTo("{\"msg\":\"The body is larger than 16384 bytes\"}");
    }

    @Test
    void aRefusedClientCanSendTheRestOfItsBody() throws Exception {
        try (RawConnection connection = server.connect()) {
            String part = "x".repeat(0x10000);
            connection.answerTo("POST /api/v1/users HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Connection: close\r\nContent-Length: " + 9 * part.length() + "\r\n\r\n" + part).expect(413);
            for (int i = 0; i < 8; i++) {
                // Throws if the pipe is broken.
                connection.send(part);
            }
        }
    }

    @Test
    void aBodyInChunksThatIsTooLargeIsAnsweredToo() throws Exception {
        try (RawConnection connection = server.connect()) {
            connection.send("POST /api/v1/users HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n");
            String chunk = "1000\r\n" + "x".repeat(0x1000) + "\r\n";
            for (int i = 0; i < 5; i++) {
                connection.send(chunk);
            }
            Response answer = connection.answer().expect(413);
            assertThat(answer.header("Connection")).isEqualTo("close");
        }
    }

    @ParameterizedTest
    @CsvSource({"http://x/health/live, 200", "http://x/health/live?a=b, 200", "http://x, 200", "http://x/%zz, 400"})
    void anAddressWithItsHostIsTheSameAddress(String address, int status) throws Exception {
        server.ask("GET " + address + " HTTP/1.1\r\nHost: x\r\n\r\n").expect(status);
    }
}
