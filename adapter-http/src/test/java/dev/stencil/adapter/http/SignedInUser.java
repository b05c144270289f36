package dev.stencil.adapter.http;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** User with the tokens of a session. */
record SignedInUser(TestServer server, String accessToken, String refreshToken) {
    private static final String REFRESH = "/api/v1/token/refresh";

    /** Signs in a user that {@link TestServer#register} has registered. */
    static SignedInUser signIn(TestServer server, String name) {
        return of(server, server.post("/api/v1/login", "{\"username\":\"" + name + "\",\"password\":\"secret\"}"));
    }

    static SignedInUser of(TestServer server, Response answer) {
        JsonNode tokens = answer.json();
        return new SignedInUser(
                server, tokens.path("access_token").stringValue(), tokens.path("refresh_token").stringValue());
    }

    Response refresh() throws Exception {
        return server.post(REFRESH, "{\"refresh_token\":\"" + refreshToken + "\"}");
    }

    SignedInUser refreshed() throws Exception {
        return of(server, refresh());
    }

    Response get(String path) throws Exception {
        return send("GET", path, null);
    }

    /** @param json the body, as it is sent; {@code null} for none */
    Response send(String method, String path, @Nullable String json) throws Exception {
        HttpRequest.Builder request = server.request(path).header("Authorization", "Bearer " + accessToken);
        return server.send(json == null
                ? request.method(method, BodyPublishers.noBody())
                : request.header("Content-Type", "application/json").method(method, BodyPublishers.ofString(json)));
    }

    /** The ids of the user's sessions, in the order of the list. */
    List<String> sessions() throws Exception {
        return get("/api/v1/sessions").json().path("items").valueStream()
                .map(session -> session.path("id").stringValue())
                .toList();
    }
}
