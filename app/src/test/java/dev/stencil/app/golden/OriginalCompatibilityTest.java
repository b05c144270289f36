package dev.stencil.app.golden;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.app.TestServer;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.User;
import dev.stencil.core.domain.UserName;
import dev.stencil.core.port.UserRepository;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the original left behind goes on working: tokens that are still valid, and password hashes. */
class OriginalCompatibilityTest {
    private static final String SECRET = "the secret of both, of 32 bytes or more";
    private static final Map<String, String> ENVIRONMENT = Map.of("JWT_SECRET_KEY", SECRET);
    private static final String VETERAN = "{\"username\": \"veteran\", \"password\": \"grüße\"}";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void aTokenOfTheOriginalWorksOnEveryRouteThatAsksForOne(EveryStore store) throws Exception {
        try (EveryStore.Empty empty = store.empty(folder);
                TestServer server = TestServer.start(empty.storage(), ENVIRONMENT)) {
            Client client = new Client(server.url());
            client.post("/api/v1/users", "{\"username\": \"alice\", \"password\": \"secret\"}");
            String token = tokenOfTheOriginal("alice");

            assertThat(client.post("/create", "{\"template\": 1}", token).body())
                    .isEqualTo("{\"msg\":\"Template created successfully\"}");
            assertThat(client.post("/update", "{\"old_template\": 1, \"new_template\": 2}", token).body())
                    .isEqualTo("{\"msg\":\"Template Updated successfully\"}");
            assertThat(client.get("/get", token).body())
                    .isEqualTo("{\"docs\":[{\"profile\":\"alice\",\"template\":2}]}");
            assertThat(client.post("/delete", "{\"template\": 2}", token).body())
                    .isEqualTo("{\"msg\":\"Template Deleted Sucessfully\"}");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPasswordHashOfTheOriginalIsGoodForALoginAndUpgradedByIt(EveryStore store) throws Exception {
        try (EveryStore.Empty empty = store.empty(folder);
                TestServer server = TestServer.start(empty.storage(), ENVIRONMENT)) {
            Client client = new Client(server.url());
            UserRepository users = empty.storage().users();
            User veteran = veteran();
            users.add(veteran);

            String wrong = "{\"username\": \"veteran\", \"password\": \"" + veteran.passwordHash() + "\"}";
            assertThat(client.post("/api/v1/login", wrong).statusCode()).isEqualTo(401);
            assertThat(hashOf(veteran, users)).isEqualTo(veteran.passwordHash());

            assertThat(client.post("/api/v1/login", VETERAN).statusCode()).isEqualTo(200);
            String upgraded = hashOf(veteran, users);
            assertThat(upgraded).startsWith("{argon2id}$argon2id$");

            assertThat(client.post("/api/v1/login", VETERAN).statusCode()).isEqualTo(200);
            assertThat(hashOf(veteran, users)).isEqualTo(upgraded);
        }
    }

    /** No kid, no user id, no session: what flask-jwt-extended puts in, and nothing else. */
    private static String tokenOfTheOriginal(String subject) {
        long now = Instant.now().getEpochSecond();
        return HandMadeToken.hs256(SECRET, """
                {"fresh":false,"iat":%d,"jti":"%s","type":"access","sub":"%s","nbf":%d,"exp":%d}"""
                .formatted(now, UUID.randomUUID(), subject, now, now + 86_400));
    }

    /** Somebody whose password is hashed as the original hashed it: SHA-256, without a salt. */
    private static User veteran() throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest("grüße".getBytes(UTF_8));
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Id id = new Id("650000000000000000000001");
        return new User(id, new UserName("veteran"), HexFormat.of().formatHex(hash), now, now);
    }

    private static String hashOf(User user, UserRepository users) {
        return users.find(user.id()).orElseThrow().passwordHash();
    }
}
