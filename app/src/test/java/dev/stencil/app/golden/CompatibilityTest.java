package dev.stencil.app.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.app.EveryStore;
import dev.stencil.app.TestClient;
import dev.stencil.app.TestServer;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.Sha256;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.memory.InMemoryStorage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A user of the original goes on as a user of Stencil, with the same token and the same password. */
class CompatibilityTest {
    private static final String SECRET = "a secret that the original has, too: 32 bytes or more";
    private static final Map<String, String> ENVIRONMENT = Map.of("JWT_SECRET_KEY", SECRET);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void aTokenOfTheOriginalWorksOnAllItsRoutes(EveryStore store) throws Exception {
        store.serve(folder, ENVIRONMENT, (storage, server) -> {
            storage.users().add(userOfTheOriginal());
            TestClient client = server.client();
            client.useToken(new ForgedTokens(SECRET).of("alice"));

            assertThat(client.post("/create", Map.of("template", "a")).statusCode()).isEqualTo(200);
            assertThat(client.post("/update", Map.of("old_template", "a", "new_template", "b")).statusCode())
                    .isEqualTo(200);
            assertThat(client.list()).containsExactly("b");
            assertThat(client.post("/delete", Map.of("template", "b")).statusCode()).isEqualTo(200);
            assertThat(client.list()).isEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource
    void aPasswordOfTheOriginalLogsInAndIsHashedAnewWithArgon2(EveryStore store) throws Exception {
        store.serve(folder, ENVIRONMENT, (storage, server) -> {
            User user = userOfTheOriginal();
            storage.users().add(user);
            TestClient client = server.client();

            Map<String, String> wrong = Map.of("username", "alice", "password", "Old password");
            assertThat(client.post("/api/v1/login", wrong).statusCode()).isEqualTo(401);
            assertThat(storage.users().find(user.id())).contains(user);

            Map<String, String> right = Map.of("username", "alice", "password", "old password");
            assertThat(client.post("/api/v1/login", right).statusCode()).isEqualTo(200);
            assertThat(storage.users().find(user.id()).map(User::passwordHash).orElseThrow())
                    .startsWith("{argon2id}$argon2id$v=19$m=19456,t=2,p=1$");
            assertThat(client.post("/api/v1/login", right).statusCode()).isEqualTo(200);
            assertThat(client.post("/api/v1/login", wrong).statusCode()).isEqualTo(401);
        });
    }

    @ParameterizedTest
    @EnumSource
    void aTokenOfTheOriginalEndsByLogOutAndWithThePassword(EveryStore store) throws Exception {
        store.serve(folder, ENVIRONMENT, (storage, server) -> {
            storage.users().add(userOfTheOriginal());
            ForgedTokens tokens = new ForgedTokens(SECRET);
            TestClient first = server.client();
            first.useToken(tokens.of("alice", "first"));
            TestClient second = server.client();
            second.useToken(tokens.of("alice", "second"));

            assertThat(first.post("/api/v1/logout", Map.of()).statusCode()).isEqualTo(204);
            assertThat(first.get("/get").statusCode()).isEqualTo(401);
            assertThat(first.get("/get").body()).isEqualTo("{\"msg\":\"Token has been revoked\"}");
            assertThat(second.list()).isEmpty();

            TestClient third = server.client();
            third.login("alice", "old password");
            assertThat(third.changePassword("old password", "new password").statusCode()).isEqualTo(204);
            assertThat(second.get("/get").statusCode()).isEqualTo(401);
            assertThat(third.list()).isEmpty();
        });
    }

    private static User userOfTheOriginal() throws Exception {
        Instant now = Instant.ofEpochMilli(1_700_000_000_000L);
        return new User(
                new Id("6553f1000102030405060708"),
                new UserName("alice"),
                Sha256.hex("old password"),
                now,
                now);
    }

    /** The three tests that the original was published with, against the development profile as it comes. */
    @Test
    void theTestsOfTheArticlePass() throws Exception {
        Map<String, String> test1 = Map.of("username", "test1", "password", "1234");
        try (TestServer server = TestServer.start(new InMemoryStorage(), Map.of())) {
            TestClient client = server.client();
            assertThat(client.get("/").statusCode()).isEqualTo(200);
            assertThat(client.post("/api/v1/users", test1).statusCode()).isEqualTo(201);
            assertThat(client.post("/api/v1/users", test1).statusCode()).isEqualTo(409);
            assertThat(client.post("/api/v1/login", test1).statusCode()).isEqualTo(200);
        }
    }
}
