package dev.stencil.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stencil.core.memory.InMemoryStorage;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys are rotated while requests come, by the command that an operator uses: nobody is logged out. */
class KeyRotationTest {
    private static final int ROTATIONS = 3;
    private static final String PASSWORD = "correct horse";

    @TempDir
    Path folder;

    @Test
    void aValidTokenIsNeverRefusedWhileKeysAreRotated() throws Exception {
        String keys = folder.resolve("keys.json").toString();
        assertThat(Main.commandLine(Map.of()).execute("keys", "generate", keys)).isZero();
        try (TestServer server = TestServer.start(new InMemoryStorage(), Map.of("JWT_KEYS_FILE", keys));
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            URI url = URI.create(server.url());
            TestClient first = new TestClient(url);
            first.register("ada", PASSWORD);
            first.login("ada", PASSWORD);
            AtomicBoolean ended = new AtomicBoolean();
            List<Future<Integer>> clients = new ArrayList<>();
            clients.add(threads.submit(() -> useUntil(ended, first.copy())));
            clients.add(threads.submit(() -> refreshUntil(ended, url)));
            for (int i = 0; i < ROTATIONS; i++) {
                String before = first.get("/.well-known/jwks.json").body();
                assertThat(Main.commandLine(Map.of()).execute("keys", "rotate", keys)).isZero();
                await().until(() -> !first.get("/.well-known/jwks.json").body().equals(before));
            }
            ended.set(true);
            for (Future<Integer> client : clients) {
                assertThat(client.get()).isPositive();
            }
            // Signed by a key that has signed nothing since the first rotation.
            assertThat(first.get("/api/v1/users/me").statusCode()).isEqualTo(200);
        }
    }

    /** How often a token that one has was used. */
    private static int useUntil(AtomicBoolean ended, TestClient client) throws Exception {
        int used = 0;
        for (; !ended.get(); used++) {
            assertThat(client.get("/api/v1/users/me").statusCode()).isEqualTo(200);
        }
        return used;
    }

    /** How often a token was used right after it was handed out. */
    private static int refreshUntil(AtomicBoolean ended, URI url) throws Exception {
        TestClient client = new TestClient(url);
        int used = 0;
        for (; !ended.get(); used++) {
            client.login("ada", PASSWORD);
            assertThat(client.get("/api/v1/users/me").statusCode()).isEqualTo(200);
            assertThat(client.refresh().statusCode()).isEqualTo(200);
            assertThat(client.get("/api/v1/users/me").statusCode()).isEqualTo(200);
        }
        return used;
    }
}
