package dev.stencil.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client for one user. */
public final class TestClient {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    private final URI server;
    private String token = "";
    private String refreshToken = "";

    public TestClient(URI server) {
        this.server = server;
    }

    /** A client of an account, which is opened unless it is there, logged in. */
    public static TestClient of(URI server, String name, String password) throws IOException, InterruptedException {
        TestClient client = new TestClient(server);
        client.register(name, password);
        client.login(name, password);
        return client;
    }

    /** Also if there is such an account already. */
    public void register(String name, String password) throws IOException, InterruptedException {
        post("/api/v1/users", Map.of("username", name, "password", password));
    }

    /** Keeps the tokens for all that comes. */
    public void login(String name, String password) throws IOException, InterruptedException {
        HttpResponse<String> answer = tryLogin(name, password);
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("log-in was answered with " + answer.statusCode());
        }
    }

    /** Keeps the tokens if there are any. */
    HttpResponse<String> tryLogin(String name, String password) throws IOException, InterruptedException {
        return keepingTokens(post("/api/v1/login", Map.of("username", name, "password", password)));
    }

    /** Keeps the tokens if there are any. */
    HttpResponse<String> refresh() throws IOException, InterruptedException {
        return keepingTokens(post("/api/v1/token/refresh", Map.of("refresh_token", refreshToken)));
    }

    private HttpResponse<String> keepingTokens(HttpResponse<String> answer) {
        if (answer.statusCode() == 200) {
            JsonNode tokens = JSON.readTree(answer.body());
            token = tokens.get("access_token").asString();
            refreshToken = tokens.get("refresh_token").asString();
        }
        return answer;
    }

    /** Another client with the tokens that this one has now. */
    TestClient copy() {
        return at(server);
    }

    /** Another client with the tokens that this one has now, at another server. */
    public TestClient at(URI other) {
        TestClient copy = new TestClient(other);
        copy.token = token;
        copy.refreshToken = refreshToken;
        return copy;
    }

    String refreshToken() {
        return refreshToken;
    }

    public HttpResponse<String> changePassword(String current, String replacement)
            throws IOException, InterruptedException {
        return put("/api/v1/users/me/password", Map.of("current_password", current, "new_password", replacement));
    }

    /** The id of the session that began last. */
    String firstSession() throws IOException, InterruptedException {
        return JSON.readTree(get("/api/v1/sessions").body()).get("items").get(0).get("id").asString();
    }

    HttpResponse<String> deleteAccount(String password) throws IOException, InterruptedException {
        return send("DELETE", "/api/v1/users/me", Map.of("password", password));
    }

    public void useToken(String accessToken) {
        token = accessToken;
    }

    public String token() {
        return token;
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send("GET", path, null);
    }

    public HttpResponse<String> post(String path, Map<String, ?> body) throws IOException, InterruptedException {
        return send("POST", path, body);
    }

    public HttpResponse<String> put(String path, String ifMatch, Map<String, ?> body)
            throws IOException, InterruptedException {
        return send("PUT", path, body, "If-Match", ifMatch);
    }

    HttpResponse<String> put(String path, Map<String, ?> body) throws IOException, InterruptedException {
        return send("PUT", path, body);
    }

    public HttpResponse<String> patch(String path, Map<String, ?> body) throws IOException, InterruptedException {
        return send("PATCH", path, body);
    }

    public HttpResponse<String> delete(String path) throws IOException, InterruptedException {
        return send("DELETE", path, null);
    }

    /** One's own templates, strings all of them. */
    public List<String> list() throws IOException, InterruptedException {
        List<String> values = new ArrayList<>();
        for (JsonNode doc : JSON.readTree(get("/get").body()).get("docs")) {
            values.add(doc.get("template").asString());
        }
        return values;
    }

    private HttpResponse<String> send(String method, String path, @Nullable Map<String, ?> body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path)).timeout(Duration.ofSeconds(20));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/" + (method.equals("PATCH") ? "merge-patch+json" : "json"))
                    .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)));
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}
