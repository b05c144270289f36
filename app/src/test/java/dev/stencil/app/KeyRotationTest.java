package dev.stencil.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stencil.core.memory.InMemoryStorage;
import java.nio.file.Path;
import java.util.Map;
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
        try (TestServer server = TestServer.start(new InMemoryStorage(), Map.of("JWT_KEYS_FILE", keys))) {
            TestClient first = server.client("ada", PASSWORD);
            TestClient again = server.client();
            try (Background clients =
                    new Background(2, i -> i == 0 ? time -> use(first.copy()) : time -> renew(again))) {
                for (int i = 0; i < ROTATIONS; i++) {
                    String before = first.get("/.well-known/jwks.json").body();
                    assertThat(Main.commandLine(Map.of()).execute("keys", "rotate", keys)).isZero();
                    await().until(() -> !first.get("/.well-known/jwks.json").body().equals(before));
                }
                clients.end();
            }
            // Signed by a key that has signed nothing since the first rotation.
            use(first);
        }
    }

    private static void use(TestClient client) throws Exception {
        assertThat(client.get("/api/v1/users/me").statusCode()).isEqualTo(200);
    }

    /** Uses tokens right after they were handed out. */
    private static void renew(TestClient client) throws Exception {
        client.login("ada", PASSWORD);
        use(client);
        assertThat(client.refresh().statusCode()).isEqualTo(200);
        use(client);
    }
}
