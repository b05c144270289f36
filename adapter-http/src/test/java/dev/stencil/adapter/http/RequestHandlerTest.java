package dev.stencil.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestHandlerTest {
    private final TestServer server = new TestServer();

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nope", "//get", "/GET", "/get/", "/%67et", "/docs.html"})
    void anUnknownPathIsAProblemOfItsOwnForm(String path) throws Exception {
        try (RawConnection connection = new RawConnection(server.port())) {
            connection.send("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
            RawConnection.Answer answer = connection.answer();
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(answer.body()).contains("\"title\":\"Not Found\"", "\"status\":404", "\"code\":\"not_found\"",
                    "\"request_id\":\"");
        }
    }

    @ParameterizedTest
    @CsvSource({
            "GET, /create, 'OPTIONS, POST'", "PUT, /get, 'GET, HEAD, OPTIONS'", "TRACE, /, 'GET, HEAD, OPTIONS'",
            "get, /get, 'GET, HEAD, OPTIONS'", "POST, /health/live, 'GET, HEAD, OPTIONS'"
    })
    void aWrongMethodIsToldTheRightOnes(String method, String path, String allow) throws Exception {
        try (RawConnection connection = new RawConnection(server.port())) {
            connection.send(method + " " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
            RawConnection.Answer answer = connection.answer();
            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.header("Allow")).isEqualTo(allow);
        }
    }

    @Test
    void optionsNamesTheMethods() throws Exception {
        var answer = server.send(server.request("/get").method("OPTIONS", BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS");
    }

    @Test
    void headIsGetWithoutTheBody() throws Exception {
        server.register("head");
        HttpResponse<String> answer = server.send(
                server.request("/get").header("Authorization", "Bearer token:head").HEAD());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("Content-Length")).contains(String.valueOf("{\"docs\":[]}".length()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/nope", "/create", "/get", "/health/live"})
    void everyAnswerHasARequestIdOfItsOwnAndTheHeadersOfCaution(String path) throws Exception {
        HttpResponse<String> one = server.send(server.request(path));
        HttpResponse<String> two = server.send(server.request(path));
        assertThat(one.headers().firstValue("X-Request-Id")).isPresent()
                .isNotEqualTo(two.headers().firstValue("X-Request-Id"));
        assertThat(one.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(one.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(one.headers().firstValue("Server")).isEmpty();
    }

    @Test
    void livenessAndReadinessAreTwoThings() throws Exception {
        assertThat(server.send(server.request("/health/ready")).statusCode()).isEqualTo(200);
        server.ready.set(false);
        HttpResponse<String> notReady = server.send(server.request("/health/ready"));
        assertThat(notReady.statusCode()).isEqualTo(503);
        assertThat(notReady.headers().firstValue("Retry-After")).contains("1");
        assertThat(server.send(server.request("/health/live")).statusCode()).isEqualTo(200);
        server.ready.set(true);
    }

    @Test
    void aBodyInChunksIsTaken() throws Exception {
        try (RawConnection connection = new RawConnection(server.port())) {
            connection.send("POST /api/v1/users HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n"
                    + "10\r\n{\"username\":\"chu\r\n1A\r\nnked\",\"password\":\"secret\"}\r\n0\r\n\r\n");
            assertThat(connection.answer().status()).isEqualTo(201);
        }
    }

    @Test
    void aClientThatWaitsForContinueIsToldToGoOn() throws Exception {
        String body = "{\"username\":\"patient\",\"password\":\"secret\"}";
        try (RawConnection connection = new RawConnection(server.port())) {
            connection.send("POST /api/v1/users HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Expect: 100-continue\r\nContent-Length: " + body.length() + "\r\n\r\n");
            assertThat(connection.answer().status()).isEqualTo(100);
            connection.send(body);
            assertThat(connection.answer().status()).isEqualTo(201);
        }
    }

    @Test
    void aClientThatWaitsToSendTooMuchIsToldAtOnce() throws Exception {
        try (RawConnection connection = new RawConnection(server.port())) {
            connection.send("POST /api/v1/users HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Expect: 100-continue\r\nContent-Length: 20000\r\n\r\n");
            assertThat(connection.answer().status()).isEqualTo(413);
        }
    }

    @Test
    void aBodyThatIsTooLargeIsAnsweredThoughItIsStillBeingSent() throws Exception {
        HttpResponse<String> answer = server.send(server.request("/api/v1/users")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(new byte[17 * 1024 * 1024])));
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).isEqualTo("{\"msg\":\"The body is larger than 16384 bytes\"}");
    }

    @Test
    void whoIsRefusedInTheMiddleOfABodyCanSendTheRestOfIt() throws Exception {
        try (RawConnection connection = new RawConnection(server.port())) {
            String part = "x".repeat(0x10000);
            connection.send("POST /api/v1/users HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Connection: close\r\nContent-Length: " + 9 * part.length() + "\r\n\r\n" + part);
            assertThat(connection.answer().status()).isEqualTo(413);
            for (int i = 0; i < 8; i++) {
                // A broken pipe would be an exception here.
                connection.send(part);
            }
        }
    }

    @Test
    void aBodyInChunksThatIsTooLargeIsAnsweredToo() throws Exception {
        try (RawConnection connection = new RawConnection(server.port())) {
            connection.send("POST /api/v1/users HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n");
            String chunk = "1000\r\n" + "x".repeat(0x1000) + "\r\n";
            for (int i = 0; i < 5; i++) {
                connection.send(chunk);
            }
            RawConnection.Answer answer = connection.answer();
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.header("Connection")).isEqualTo("close");
        }
    }

    @ParameterizedTest
    @CsvSource({"http://x/health/live, 200", "http://x/health/live?a=b, 200", "http://x, 200", "http://x/%zz, 400"})
    void anAddressWithItsHostIsTheSameAddress(String address, int status) throws Exception {
        try (RawConnection connection = new RawConnection(server.port())) {
            connection.send("GET " + address + " HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(connection.answer().status()).isEqualTo(status);
        }
    }

    @Test
    void aRequestIdIsSafeToPrint() throws Exception {
        String id = server.send(server.request("/")).headers().firstValue("X-Request-Id").orElseThrow();
        assertThat(id).matches(Pattern.compile("[0-9a-f]{16}"));
    }
}
