package dev.stencil.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.adapter.http.web.Authentication;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BasePathTest {
    private static final String BASE = "/apps/stencil";
    private static final String TEMPLATES = BASE + "/api/v1/templates";

    @AutoClose
    private final TestServer server = new TestServer(Authentication.AUTHORIZATION, BASE);

    @BeforeEach
    void register() throws Exception {
        assertThat(post(BASE + "/api/v1/users", "{\"username\":\"ada\",\"password\":\"secret\"}").status())
                .isEqualTo(201);
    }

    @Test
    void addressesInHeadersAreThoseThatTheClientSees() throws Exception {
        RawConnection.Answer created = post(TEMPLATES, "{\"content\":1}");
        assertThat(created.header("Location")).startsWith(TEMPLATES + '/');
        assertThat(get(created.header("Location")).status()).isEqualTo(200);
        RawConnection.Answer conflict = post(TEMPLATES, "{\"content\":1.0}");
        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.header("Location")).isEqualTo(created.header("Location"));
        post(TEMPLATES, "{\"content\":2}");
        String link = get(TEMPLATES + "?limit=1").header("Link");
        assertThat(link).startsWith('<' + TEMPLATES + "?limit=1&cursor=");
        assertThat(get(link.replaceAll("<(.*)>.*", "$1")).body()).contains("\"content\":2");
        assertThat(get(BASE + "/docs/").header("Location")).isEqualTo(BASE + "/docs");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            BASE, BASE + "/", BASE + "/get", BASE + "/health/ready", BASE + "/docs", BASE + "/openapi.json",
            BASE + "/.well-known/jwks.json", "http://x" + BASE + "/get"})
    void everyRouteIsBelowIt(String path) throws Exception {
        assertThat(get(path).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
            "/, 404", "/get, 404", "/api/v1/templates, 404", "/health/ready, 404", "/docs, 404", "/apps, 404",
            "/apps/stencil2/get, 404", "/apps/stencilget, 404", "/apps/STENCIL/get, 404", "/apps/stenci%6c/get, 404",
            "/apps//stencil/get, 404", "/apps/stencil//get, 404", "/apps/stencil/apps/stencil/get, 404",
            "/apps/stencil;x=1/get, 400", "/apps/stencil/../stencil/get, 400", "/apps/stencil/%2e%2e/get, 400",
            "/apps%2fstencil/get, 400"})
    void nothingIsElsewhereOrInAnotherSpelling(String path, int status) throws Exception {
        RawConnection.Answer answer = get(path);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.headers()).containsKey("X-Request-Id");
    }

    @Test
    void thePageAndTheDescriptionLeadBelowIt() throws Exception {
        assertThat(Pattern.compile("(?:href|src)=\"([^\"]*)\"").matcher(get(BASE + "/docs").body()).results())
                .isNotEmpty()
                .allSatisfy(found -> assertThat(get("/apps/" + path(found.group(1))).status()).isEqualTo(200));
        assertThat(get(BASE + "/docs/docs.js").body()).contains("url: 'openapi.json'");
        HttpResponse<String> description = whole(BASE + "/openapi.json");
        assertThat(description.body()).contains("\"servers\":[{\"url\":\"/apps/stencil\"}]");
        assertThat(get(BASE + "/openapi.json").header("ETag"))
                .isEqualTo(description.headers().firstValue("ETag").orElseThrow());
    }

    /** As a browser reads an address on the page at {@code /apps/stencil/docs}. */
    private static String path(String relative) {
        assertThat(relative).doesNotStartWith("/");
        return "stencil/" + relative;
    }

    private HttpResponse<String> whole(String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(server.request(path).build(), BodyHandlers.ofString());
        }
    }

    private RawConnection.Answer get(String path) throws Exception {
        return ask("GET " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer token:ada\r\n\r\n");
    }

    private RawConnection.Answer post(String path, String json) throws Exception {
        return ask("POST " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer token:ada\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + json.length() + "\r\n\r\n" + json);
    }

    private RawConnection.Answer ask(String request) throws Exception {
        try (RawConnection connection = RawConnection.toOtherSettings(server.port())) {
            connection.send(request);
            return connection.answer();
        }
    }
}
