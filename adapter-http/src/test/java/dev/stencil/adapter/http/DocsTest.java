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
class DocsTest {
    @AutoClose
    private final TestServer server = new TestServer();

    @Test
    void theDescriptionIsTheOneThatTheTestsReadAndSaysWhatItIs() throws Exception {
        Response answer = get("/openapi.json");
        assertThat(answer.body()).startsWith("{\n  \"openapi\": \"3.1").endsWith("}\n");
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    }

    @ParameterizedTest
    @CsvSource({
            "/openapi.json, application/json, openapi", "/docs, text/html; charset=utf-8, docs.js",
            "/docs/api.md, text/markdown; charset=utf-8, # Call the HTTP API",
            "/docs/docs.js, text/javascript; charset=utf-8, SwaggerUIBundle",
            "/docs/swagger-ui-bundle.js, text/javascript; charset=utf-8, SwaggerUIBundle",
            "/docs/swagger-ui.css, text/css; charset=utf-8, .swagger-ui", "/docs/favicon-32x32.png, image/png, PNG"})
    void everyFileIsSentWholeOnceAndThenOnlyIfItChanged(String path, String type, String part) throws Exception {
        Response answer = get(path).expect(200);
        assertThat(answer.header("Content-Type")).isEqualTo(type);
        assertThat(answer.body()).contains(part);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-cache");
        String tag = answer.header("ETag");
        for (String condition : new String[]{tag, "W/" + tag, "\"x\", " + tag, "*"}) {
            Response again = server.send(server.request(path).header("If-None-Match", condition));
            assertThat(again.status()).as(condition).isEqualTo(304);
            assertThat(again.body()).isEmpty();
            assertThat(again.header("ETag")).isEqualTo(tag);
        }
        Response changed = server.send(server.request(path).header("If-None-Match", "\"x\""));
        assertThat(changed.body()).isEqualTo(answer.body());
        Response head = server.send(server.request(path).HEAD());
        assertThat(head.header("ETag")).isEqualTo(tag);
        assertThat(head.body()).isEmpty();
    }

    @Test
    void thePageAsksForNothingButWhatIsHere() throws Exception {
        Response page = get("/docs");
        assertThat(page.header("Content-Security-Policy")).startsWith("default-src 'self';")
                .doesNotContain("unsafe", "http", "*");
        assertThat(page.body()).doesNotContain("<style", "<script>", "style=", "onload");
        assertThat(page.addresses()).isNotEmpty().allSatisfy(address -> get('/' + address).expect(200));
        assertThat(get("/docs/docs.js").body())
                .contains("validatorUrl: null", "persistAuthorization: false", "sessionStorage")
                .doesNotContain("localStorage");
    }

    @Test
    void aSlashAtTheEndLeadsToThePage() throws Exception {
        Response answer = get("/docs/").expect(308);
        assertThat(answer.header("Location")).isEqualTo("/docs");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "/docs/index.html", "/docs/swagger-ui.js", "/docs/swagger-ui-bundle.js/", "/docs/docs.html",
            "/docs/Resource.class", "/openapi", "/openapi.json/"})
    void thereAreNoOtherFiles(String path) throws Exception {
        get(path).expect(404);
    }

    @Test
    void aPathCannotLeaveTheFolder() throws Exception {
        get("/docs/%2e%2e/openapi.json").expect(400);
    }

    @Test
    void aFileIsOnlyRead() throws Exception {
        server.send(server.request("/openapi.json").DELETE()).expect(405);
        Response post = server.send(server.request("/docs").POST(BodyPublishers.noBody()));
        assertThat(post.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
    }

    private Response get(String path) throws Exception {
        return server.send(server.request(path));
    }
}
