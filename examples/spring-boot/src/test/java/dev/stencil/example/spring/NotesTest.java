package dev.stencil.example.spring;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.RequestHeadersSpec;

@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "notes.secret=32 bytes or more, of a test alone")
class NotesTest {
    @TempDir
    static Path folder;

    private final RestTestClient client;

    NotesTest(@LocalServerPort int port) {
        client = RestTestClient.bindToServer().baseUrl("http://localhost:" + port).build();
    }

    @DynamicPropertySource
    static void data(DynamicPropertyRegistry registry) {
        registry.add("notes.data", folder::toString);
    }

    private RequestHeadersSpec<?> post(String path, Object body) {
        return client.post().uri(path).body(body);
    }

    private String tokenOf(String name) {
        Map<String, String> account = Map.of("name", name, "password", "correct horse");
        post("/register", account).exchange().expectStatus().isOk();
        return "Bearer "
                + post("/login", account).exchange().expectStatus().isOk().returnResult(String.class).getResponseBody();
    }

    @Test
    void aTokenWorksUntilItsOwnerLogsOut() {
        String ada = tokenOf("ada");
        post("/notes", "buy milk").header("Authorization", ada).exchange().expectStatus().isOk();
        client.get().uri("/notes").header("Authorization", ada).exchange().expectBody().json("[\"buy milk\"]");
        client.delete().uri("/session").header("Authorization", ada).exchange().expectStatus().isOk();
        client.get().uri("/notes").header("Authorization", ada).exchange().expectStatus().isUnauthorized();
    }

    @Test
    void whoHasNoTokenIsRefused() {
        client.get().uri("/notes").exchange().expectStatus().isUnauthorized();
        client.get().uri("/notes").header("Authorization", "Bearer forged").exchange().expectStatus().isUnauthorized();
    }

    @Test
    void everyFailureHasItsStatus() {
        String grace = tokenOf("grace");
        post("/notes", "buy milk").header("Authorization", grace).exchange().expectStatus().isOk();
        post("/notes", "buy milk").header("Authorization", grace).exchange().expectStatus().isEqualTo(409);
        post("/register", Map.of("password", "correct horse")).exchange().expectStatus().isBadRequest();
        post("/register", Map.of("name", "bob", "password", "short")).exchange().expectStatus().isBadRequest();
        post("/login", Map.of("name", "grace", "password", "wrong")).exchange().expectStatus().isUnauthorized();
    }
}
