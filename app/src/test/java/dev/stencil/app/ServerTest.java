package dev.stencil.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.memory.InMemoryStorage;
import dev.stencil.core.port.Storage;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerTest {
    private static final Map<String, String> ADA = Map.of("username", "ada", "password", "lovelace");

    private final Storage storage = new InMemoryStorage();

    @Test
    void somebodyWhoRegisteredCanSignInAndKeepATemplate() throws Exception {
        try (TestServer server = TestServer.start(storage, Map.of())) {
            TestClient client = server.client();
            assertThat(client.post("/api/v1/users", ADA).statusCode()).isEqualTo(201);
            client.login("ada", "lovelace");
            assertThat(client.post("/create", Map.of("template", 1)).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void settingsReachTheServer() throws Exception {
        Map<String, String> environment = Map.of("MIN_PASSWORD_LENGTH", "9", "LOGIN_FREE_FAILURES", "1,1,1");
        try (TestServer server = TestServer.start(storage, environment)) {
            assertThat(server.client().post("/api/v1/users", ADA).statusCode()).isEqualTo(400);
            assertThat(server.client().post("/api/v1/login", ADA).statusCode()).isEqualTo(401);
            assertThat(server.client().post("/api/v1/login", ADA).statusCode()).isEqualTo(429);
        }
    }

    @Test
    void passwordsAreHashedAsTheSettingsSayAndAccountsFollow() throws Exception {
        UserName ada = new UserName("ada");
        for (String[] argon2 : new String[][]{{"19456", "2"}, {"20000", "3"}, {"19456", "2"}}) {
            Map<String, String> environment = Map.of("ARGON2_MEMORY_KIB", argon2[0], "ARGON2_PASSES", argon2[1]);
            try (TestServer server = TestServer.start(storage, environment)) {
                server.client("ada", "lovelace");
                assertThat(storage.users().find(ada).orElseThrow().passwordHash())
                        .startsWith("{argon2id}$argon2id$v=19$m=" + argon2[0] + ",t=" + argon2[1] + ",p=1$");
            }
        }
    }

    @Test
    void everyRequestIsAnsweredAsTheRehearsalExpects() {
        assertThatCode(() -> Rehearsal.main(new String[0])).doesNotThrowAnyException();
    }
}
