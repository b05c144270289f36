package dev.stencil.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stencil.app.config.CommandFailed;
import dev.stencil.app.config.Profile;
import dev.stencil.app.config.Settings;
import dev.stencil.app.config.SettingsReader;
import dev.stencil.app.config.Sources;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.memory.InMemoryStorage;
import dev.stencil.core.port.Storage;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerTest {
    private static final String ADA = "{\"username\": \"ada\", \"password\": \"lovelace\"}";

    private final Storage storage = new InMemoryStorage();

    @Test
    void somebodyWhoRegisteredCanSignInAndKeepATemplate() throws Exception {
        try (TestServer server = TestServer.start(storage, Map.of())) {
            assertThat(post(server, "/api/v1/users", ADA, "").statusCode()).isEqualTo(201);
            String token = post(server, "/api/v1/login", ADA, "")
                    .body()
                    .replaceAll("(?s).*\"access_token\" *: *\"([^\"]*)\".*", "$1");
            assertThat(post(server, "/create", "{\"template\": 1}", "Bearer " + token).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void settingsReachTheServer() throws Exception {
        Map<String, String> environment = Map.of("MIN_PASSWORD_LENGTH", "9", "LOGIN_FREE_FAILURES", "1,1,1");
        try (TestServer server = TestServer.start(storage, environment)) {
            assertThat(post(server, "/api/v1/users", ADA, "").statusCode()).isEqualTo(400);
            assertThat(post(server, "/api/v1/login", ADA, "").statusCode()).isEqualTo(401);
            assertThat(post(server, "/api/v1/login", ADA, "").statusCode()).isEqualTo(429);
        }
    }

    @Test
    void passwordsAreHashedAsTheSettingsSayAndAccountsFollow() throws Exception {
        UserName ada = new UserName("ada");
        for (String[] argon2 : new String[][]{{"19456", "2"}, {"20000", "3"}, {"19456", "2"}}) {
            Map<String, String> environment = Map.of("ARGON2_MEMORY_KIB", argon2[0], "ARGON2_PASSES", argon2[1]);
            try (TestServer server = TestServer.start(storage, environment)) {
                post(server, "/api/v1/users", ADA, "");
                assertThat(post(server, "/api/v1/login", ADA, "").statusCode()).isEqualTo(200);
                assertThat(storage.users().find(ada).orElseThrow().passwordHash())
                        .startsWith("{argon2id}$argon2id$v=19$m=" + argon2[0] + ",t=" + argon2[1] + ",p=1$");
            }
        }
    }

    @Test
    void aPortThatIsTakenIsSaidInOneLine() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            Map<String, String> flags = Map.of("--in-memory", "on", "--port", "" + taken.getLocalPort());
            Settings settings = new SettingsReader(new Sources(Profile.DEVELOPMENT, flags, Map.of())).read();

            assertThatThrownBy(() -> Server.start(settings))
                    .isInstanceOf(CommandFailed.class)
                    .hasMessageStartingWith("cannot listen at 127.0.0.1:" + taken.getLocalPort())
                    .hasMessageNotContaining("\n");
        }
    }

    private static HttpResponse<String> post(TestServer server, String path, String body, String authorization)
            throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + path))
                .header("Content-Type", "application/json")
                .header("Authorization", authorization)
                .POST(BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
