package dev.stencil.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.core.Stencil;
import dev.stencil.core.memory.InMemoryStorage;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The API as one handler of somebody else's Undertow, with Undertow's default settings. */
class StencilHandlerTest {
    private static final String BASE = "/apps/stencil";
    private static final String TEMPLATES = BASE + "/api/v1/templates";
    private static final String HEADERS = RawConnection.TOKEN + RawConnection.JSON;

    private final Stencil stencil =
            Stencil.builder(new InMemoryStorage(), new Fakes.Hasher(), new Fakes.FakeTokens(new TestClock())).build();
    private final HttpHandler handler = new StencilHandler(HttpSettings.DEFAULT, stencil);
    private Undertow undertow = start(Handlers.path(StencilHandlerTest::hello)
            .addPrefixPath("/apps", Handlers.path(StencilHandlerTest::hello).addPrefixPath("/stencil", handler)));

    private static void hello(HttpServerExchange exchange) {
        exchange.getResponseSender().send("hello from " + exchange.getRequestPath());
    }

    private static Undertow start(HttpHandler root) {
        Undertow undertow = Undertow.builder().addHttpListener(0, "127.0.0.1", root).build();
        undertow.start();
        return undertow;
    }

    private void mount(HttpHandler root) {
        undertow.stop();
        undertow = start(root);
    }

    @BeforeEach
    void register() throws Exception {
        post(BASE + "/api/v1/users", "{\"username\":\"ada\",\"password\":\"correct horse\"}").expect(201);
    }

    @AfterEach
    void stop() {
        undertow.stop();
        stencil.close();
    }

    @Test
    void addressesInAnswersAreThoseThatTheClientSees() throws Exception {
        Response created = post(TEMPLATES, "{\"content\":1}");
        assertThat(created.header("Location")).startsWith(TEMPLATES + '/');
        get(created.header("Location")).expect(200);
        post(TEMPLATES, "{\"content\":2}");
        String next = get(TEMPLATES + "?limit=1").next();
        assertThat(next).startsWith(TEMPLATES + "?limit=1&cursor=");
        assertThat(get(next).body()).contains("\"content\":2");
        assertThat(description(BASE)).contains("\"servers\":[{\"url\":\"/apps/stencil\"}]");
        assertThat(get(BASE + "/docs/").header("Location")).isEqualTo(BASE + "/docs");
        assertThat(get(BASE + "/docs").addresses()).isNotEmpty()
                .allSatisfy(address -> get(BASE + '/' + address).expect(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/get", "/apps", "/apps/", "/apps/stencilget", "/api/v1/templates", "/docs"})
    void everythingElseIsTheOtherHandlers(String path) throws Exception {
        Response answer = get(path);
        assertThat(answer.body()).isEqualTo("hello from " + path);
        assertThat(answer.headers()).doesNotContainKey("X-Request-Id");
    }

    @ParameterizedTest
    @CsvSource({"/apps/stenci%6c/get, 404", "/apps/stencil//get, 404", "/apps/stencil/%2e%2e/get, 400"})
    void thereIsOneSpellingOfARoute(String path, int status) throws Exception {
        Response answer = get(path).expect(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void theHandlerMayBeTheWholeServer() throws Exception {
        mount(handler);
        assertThat(post("/api/v1/templates", "{\"content\":1}").header("Location")).startsWith("/api/v1/templates/");
        assertThat(get("/elsewhere").header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(description("")).containsPattern("\"servers\": *\\[\\{ *\"url\": *\"/\"");
    }

    @Test
    void anotherHandlerMayHaveLeftTheIoThread() throws Exception {
        mount(exchange -> exchange.dispatch(handler));
        post("/api/v1/templates", "{\"content\":1}").expect(201);
        assertThat(get("/get").body()).contains("\"docs\"");
        get("/elsewhere").expect(404);
    }

    @Test
    void bodiesComeInEveryWayThatTheyMayAndAreLimited() throws Exception {
        String chunks = "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"con\r\n8\r\ntent\":1}\r\n0\r\n";
        ask("POST", TEMPLATES, HEADERS + chunks, "").expect(201);
        String large = "{\"content\":\"" + "x".repeat(2 * 1024 * 1024) + "\"}";
        post(TEMPLATES, large).expect(413);
        post(TEMPLATES, "{\"content\":\"" + "x".repeat(300_000) + "\"}").expect(413);
        get("/get").expect(200);
    }

    @Test
    void aClientThatWaitsForContinueIsToldToGoOn() throws Exception {
        try (RawConnection connection = connect()) {
            String head = RawConnection.request(
                    "POST", TEMPLATES, HEADERS + "Content-Length: 13\r\nExpect: 100-continue\r\n", "");
            connection.answerTo(head).expect(100);
            connection.answerTo("{\"content\":1}").expect(201);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "Content-Length: 100\r\n\r\n{\"content\":1}",
            "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"con\r\n",
            "Transfer-Encoding: chunked\r\n\r\nzz\r\n{\"content\":1}\r\n0\r\n\r\n"})
    void aBodyThatIsNotWholeChangesNothing(String rest) throws Exception {
        try (RawConnection connection = connect()) {
            connection.send("POST " + TEMPLATES + " HTTP/1.1\r\nHost: x\r\n" + HEADERS + rest);
            connection.shutdownOutput();
            assertThat(connection.rest()).doesNotContain(" 201 ");
        }
        assertThat(get(TEMPLATES).body()).startsWith("{\"items\":[]");
    }

    private int port() {
        return ((InetSocketAddress) undertow.getListenerInfo().getFirst().getAddress()).getPort();
    }

    private String description(String base) throws Exception {
        URI address = URI.create("http://127.0.0.1:" + port() + base + "/openapi.json");
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body();
        }
    }

    private RawConnection connect() throws IOException {
        return new RawConnection(port(), false);
    }

    private Response get(String path) throws IOException {
        return ask("GET", path, HEADERS, "");
    }

    private Response post(String path, String json) throws IOException {
        return ask("POST", path, HEADERS, json);
    }

    private Response ask(String method, String path, String headers, String body) throws IOException {
        try (RawConnection connection = connect()) {
            connection.trySend(RawConnection.request(method, path, headers, body));
            return connection.answer();
        }
    }
}
