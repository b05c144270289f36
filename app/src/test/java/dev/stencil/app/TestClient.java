package dev.stencil.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client for one user. */
public final class TestClient {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    private final URI server;
    private String token = "";

    public TestClient(URI server) {
        this.server = server;
    }

    /** Also if there is such an account already. */
    public void register(String name, String password) throws IOException, InterruptedException {
        post("/api/v1/users", Map.of("username", name, "password", password));
    }

    /** Keeps the token for all that comes. */
    public void login(String name, String password) throws IOException, InterruptedException {
        HttpResponse<String> answer = post("/api/v1/login", Map.of("username", name, "password", password));
        useToken(JSON.readTree(answer.body()).get("access_token").asString());
    }

    public void useToken(String accessToken) {
        token = accessToken;
    }

    public String token() {
        return token;
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    public HttpResponse<String> post(String path, Map<String, ?> body) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(json(body)));
    }

    HttpResponse<String> put(String path, String ifMatch, Map<String, ?> body)
            throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("If-Match", ifMatch)
                .PUT(json(body)));
    }

    HttpResponse<String> patch(String path, Map<String, ?> body) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/merge-patch+json")
                .method("PATCH", json(body)));
    }

    HttpResponse<String> delete(String path) throws IOException, InterruptedException {
        return send(request(path).DELETE());
    }

    private static BodyPublisher json(Map<String, ?> body) {
        return BodyPublishers.ofString(JSON.writeValueAsString(body));
    }

    /** One's own templates, strings all of them. */
    public List<String> list() throws IOException, InterruptedException {
        List<String> values = new ArrayList<>();
        for (JsonNode doc : JSON.readTree(get("/get").body()).get("docs")) {
            values.add(doc.get("template").asString());
        }
        return values;
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path)).timeout(Duration.ofSeconds(20));
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}
