package dev.stencil.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.adapter.http.web.Authentication;
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
        post(BASE + "/api/v1/users", "{\"username\":\"ada\",\"password\":\"secret\"}").expect(201);
    }

    @Test
    void addressesInHeadersAreThoseThatTheClientSees() throws Exception {
        Response created = post(TEMPLATES, "{\"content\":1}");
        assertThat(created.header("Location")).startsWith(TEMPLATES + '/');
        get(created.header("Location")).expect(200);
        Response conflict = post(TEMPLATES, "{\"content\":1.0}").expect(409);
        assertThat(conflict.header("Location")).isEqualTo(created.header("Location"));
        post(TEMPLATES, "{\"content\":2}");
        String next = get(TEMPLATES + "?limit=1").next();
        assertThat(next).startsWith(TEMPLATES + "?limit=1&cursor=");
        assertThat(get(next).body()).contains("\"content\":2");
        assertThat(get(BASE + "/docs/").header("Location")).isEqualTo(BASE + "/docs");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            BASE, BASE + "/", BASE + "/get", BASE + "/health/ready", BASE + "/docs", BASE + "/openapi.json",
            BASE + "/.well-known/jwks.json", "http://x" + BASE + "/get"})
    void everyRouteIsBelowIt(String path) throws Exception {
        get(path).expect(200);
    }

    @ParameterizedTest
    @CsvSource({
            "/, 404", "/get, 404", "/api/v1/templates, 404", "/health/ready, 404", "/docs, 404", "/apps, 404",
            "/apps/stencil2/get, 404", "/apps/stencilget, 404", "/apps/STENCIL/get, 404", "/apps/stenci%6c/get, 404",
            "/apps//stencil/get, 404", "/apps/stencil//get, 404", "/apps/stencil/apps/stencil/get, 404",
            "/apps/stencil;x=1/get, 400", "/apps/stencil/../stencil/get, 400", "/apps/stencil/%2e%2e/get, 400",
            "/apps%2fstencil/get, 400"})
    void nothingIsElsewhereOrInAnotherSpelling(String path, int status) throws Exception {
        Response answer = get(path).expect(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.headers()).containsKey("X-Request-Id");
    }

    @Test
    void thePageAndTheDescriptionLeadBelowIt() throws Exception {
        // A browser reads them on the page at /apps/stencil/docs.
        assertThat(get(BASE + "/docs").addresses()).isNotEmpty()
                .noneMatch(address -> address.startsWith("/"))
                .allSatisfy(address -> get(BASE + '/' + address).expect(200));
        assertThat(get(BASE + "/docs/docs.js").body()).contains("url: 'openapi.json'");
        Response description = server.send(server.request(BASE + "/openapi.json"));
        assertThat(description.body()).contains("\"servers\":[{\"url\":\"/apps/stencil\"}]");
        assertThat(get(BASE + "/openapi.json").header("ETag")).isEqualTo(description.header("ETag"));
    }

    private Response get(String path) throws Exception {
        return server.ask("GET", path, RawConnection.TOKEN, "");
    }

    private Response post(String path, String json) throws Exception {
        return server.ask("POST", path, RawConnection.TOKEN + RawConnection.JSON, json);
    }
}
