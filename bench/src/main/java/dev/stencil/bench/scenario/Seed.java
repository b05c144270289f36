package dev.stencil.bench.scenario;

import dev.stencil.bench.server.Server;
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
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Puts accounts and templates into a fresh Stencil, over HTTP. */
public final class Seed implements AutoCloseable {
    private static final String PASSWORD = "a long password of the bench";
    private static final String NAME = "bench";
    /** On a busy machine a hash may take too long. */
    private static final int ATTEMPTS = 10;
    private static final int UNAVAILABLE = 503;
    private static final int OTHERS = 5;
    private static final int TEMPLATES_OF_OTHERS = 10;

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String address;

    private Seed(Server server) {
        this.address = "http://127.0.0.1:" + server.port();
    }

    /** Adds the account that asks, with so many templates, and some others with theirs. */
    public static Account into(Server server, int templates) throws IOException, InterruptedException {
        try (Seed seed = new Seed(server)) {
            for (int i = 0; i < OTHERS; i++) {
                seed.account(NAME + '-' + i, TEMPLATES_OF_OTHERS);
            }
            return seed.account(NAME, templates);
        }
    }

    private Account account(String name, int templates) throws IOException, InterruptedException {
        String credentials = "{\"username\":\"" + name + "\",\"password\":\"" + PASSWORD + "\"}";
        send("POST", "/api/v1/users", credentials, "");
        String token = send("POST", "/api/v1/login", credentials, "").get("access_token").asString();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < templates; i++) {
            ids.add(send("POST", "/api/v1/templates", Sample.body(name + ' ' + i), token).get("id").asString());
        }
        String id = send("GET", "/api/v1/users/me", "", token).get("id").asString();
        return new Account(id, name, PASSWORD, token, ids);
    }

    private JsonNode send(String method, String path, String body, String token)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(Duration.ofSeconds(20))
                .method(method, BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
        for (int i = 0; i < ATTEMPTS && answer.statusCode() == UNAVAILABLE; i++) {
            TimeUnit.SECONDS.sleep(1);
            answer = client.send(request.build(), BodyHandlers.ofString());
        }
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(method + ' ' + path + " was answered with " + answer.statusCode());
        }
        return JsonMapper.shared().readTree(answer.body());
    }

    @Override
    public void close() {
        client.close();
    }
}
