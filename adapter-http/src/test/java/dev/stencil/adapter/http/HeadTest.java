package dev.stencil.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HEAD says what GET would say (RFC 9110, 9.3.2), or no length at all. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HeadTest {
    private final LongList templates = new LongList(3, 100_000);
    @AutoClose
    private final TestServer server = new TestServer(templates).with("ada");

    @ParameterizedTest
    @CsvSource({
            "/, 200", "/health/live, 200", "/openapi.json, 200", "/docs, 200", "/docs/swagger-ui-bundle.js, 200",
            "/docs/swagger-ui.css, 200", "/docs/favicon-32x32.png, 200", "/docs/, 308", "/docs/nothing, 404",
            "/.well-known/jwks.json, 200", "/get, 200", "/api/v1/users/me/export, 200", "/api/v1/templates, 200",
            "/api/v1/sessions?x=1, 400", "/nothing, 404",
            "/create, 405", "/api/v1/login, 405", "/a/.., 400", "/?%zz, 400"})
    void theLengthIsThatOfGet(String path, int status) throws Exception {
        for (String version : new String[]{"1.1", "1.0"}) {
            try (RawConnection get = server.connect();
                    RawConnection head = server.connect()) {
                Response whole = get.answerTo(request("GET", path, version));
                Response empty = head.answerTo(request("HEAD", path, version));
                assertThat(empty.status()).isEqualTo(whole.status()).isEqualTo(status);
                for (String name : new String[]{"Content-Length", "Transfer-Encoding", "Content-Type", "Connection",
                        "ETag"}) {
                    assertThat(empty.header(name)).as(name).isEqualTo(whole.header(name));
                }
                if (empty.header("Connection").equals("keep-alive")) {
                    assertThat(head.answerTo(request("GET", "/health/live", "1.1")).body()).contains("up");
                } else {
                    assertThat(head.rest()).isEmpty();
                    assertThat(head.isClosedByServer()).isTrue();
                }
            }
        }
    }

    @Test
    void aLongAnswerIsNotMadeForHead() throws Exception {
        LongList long1000 = new LongList(1_000, 100_000);
        try (TestServer other = new TestServer(long1000).with("ada");
                RawConnection connection = other.connect()) {
            for (String path : new String[]{"/get", "/api/v1/users/me/export"}) {
                assertThat(connection.answerTo(request("HEAD", path, "1.1")).header("Transfer-Encoding"))
                        .isEqualTo("chunked");
            }
            assertThat(long1000.asked()).isEqualTo(2);
        }
    }

    @Test
    void anAnswerWithoutABodySaysThatTheConnectionIsClosed() throws Exception {
        String path = "/openapi.json";
        try (RawConnection connection = server.connect()) {
            Response notModified = connection
                    .answerTo("GET " + path + " HTTP/1.1\r\nHost: x\r\nIf-None-Match: *\r\nConnection: close\r\n\r\n")
                    .expect(304);
            assertThat(notModified.header("Connection")).isEqualTo("close");
            assertThat(connection.isClosedByServer()).isTrue();
        }
        try (RawConnection connection = server.connect()) {
            Response noContent =
                    connection.answerTo("OPTIONS " + path + " HTTP/1.1\r\nHost: x\r\nOrigin: https://app.example\r\n"
                            + "Access-Control-Request-Method: GET\r\nConnection: close\r\n\r\n").expect(204);
            assertThat(noContent.header("Connection")).isEqualTo("close");
            assertThat(connection.isClosedByServer()).isTrue();
        }
    }

    @Test
    void theServerAsAWholeNamesItsMethods() throws Exception {
        try (RawConnection connection = server.connect()) {
            assertThat(connection.answerTo("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n").header("Allow"))
                    .isEqualTo("DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT");
        }
    }

    private static String request(String method, String path, String version) {
        return method + ' ' + path + " HTTP/" + version
                + "\r\nHost: x\r\nConnection: keep-alive\r\nAuthorization: Bearer token:ada\r\n\r\n";
    }
}
