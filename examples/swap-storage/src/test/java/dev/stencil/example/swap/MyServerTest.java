package dev.stencil.example.swap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.core.memory.InMemoryStorage;
import dev.stencil.testing.StencilExtension;
import dev.stencil.testing.StencilServer;
import dev.stencil.testing.TestAccount;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MyServerTest {
    @RegisterExtension
    static final StencilExtension STENCIL = new StencilExtension(InMemoryStorage::new); // yours here

    @AutoClose
    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void aTokenWorksUntilItsOwnerLogsOut(StencilServer server) throws Exception {
        TestAccount ada = server.account("ada");
        assertThat(post(server, "/api/v1/templates", "{\"content\": \"buy milk\"}", ada)).isEqualTo(201);
        assertThat(post(server, "/api/v1/logout", "", ada)).isEqualTo(204);
        assertThat(post(server, "/api/v1/templates", "{\"content\": \"buy bread\"}", ada)).isEqualTo(401);
    }

    private int post(StencilServer server, String path, String json, TestAccount account) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.url().resolve(path))
                .header("Authorization", account.authorization())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }
}
