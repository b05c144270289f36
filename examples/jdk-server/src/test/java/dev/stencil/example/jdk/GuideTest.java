package dev.stencil.example.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.adapter.http.HttpSettings;
import dev.stencil.adapter.http.StencilHandler;
import dev.stencil.adapter.jwt.JwtTokens;
import dev.stencil.adapter.jwt.JwtVerifier;
import dev.stencil.adapter.jwt.SigningSecret;
import dev.stencil.adapter.password.Argon2PasswordHasher;
import dev.stencil.adapter.sqlite.SqliteReading;
import dev.stencil.adapter.sqlite.SqliteStorage;
import dev.stencil.core.Stencil;
import dev.stencil.core.domain.Client;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.memory.InMemoryStorage;
import dev.stencil.core.port.Tokens;
import dev.stencil.core.port.Tokens.Claims;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Short pieces of docs/embedding.md, at work. */
class GuideTest {
    private static final SigningSecret SECRET = new SigningSecret("32 bytes or more, of a test alone");
    private static final Client CLIENT = Client.at("192.0.2.7");

    @Test
    void claimsOfOnesOwnComeBackWithTheCaller() {
        Tokens tokens = JwtTokens.builder(SECRET)
                .lifetime(Duration.ofMinutes(15))
                .customClaims(user -> Map.of("tenant", tenantOf(user.id())))
                .build();
        try (Stencil stencil = Stencil.builder(new InMemoryStorage(), new Argon2PasswordHasher(), tokens).build()) {
            stencil.registerUser().register("ada", "correct horse", CLIENT);
            String token = stencil.signIn().signIn("ada", "correct horse", CLIENT).accessToken().text();
            Object tenant = stencil.authenticate().caller(token, CLIENT).token().custom().get("tenant");
            assertThat(tenant).isEqualTo("north");

            JwtVerifier verifier = JwtVerifier.withSecret(SECRET).build();
            Claims claims = verifier.verify(token);
            assertThat(claims.custom()).isEqualTo(Map.of("tenant", "north"));
        }
    }

    private static String tenantOf(Id user) {
        return user.hex().isEmpty() ? "south" : "north";
    }

    @Test
    void theApiIsOneHandlerOfAnUndertow() throws Exception {
        HttpHandler yours = exchange -> exchange.getResponseSender().send("yours");
        Tokens tokens = JwtTokens.builder(SECRET).build();
        Stencil stencil = Stencil.builder(new InMemoryStorage(), new Argon2PasswordHasher(), tokens).build();
        HttpHandler root = Handlers.path(yours)
                .addPrefixPath("/stencil", new StencilHandler(HttpSettings.DEFAULT, stencil));
        Undertow.Builder builder = Undertow.builder()
                .setServerOption(UndertowOptions.MAX_HEADER_SIZE, 16 * 1024)
                .setServerOption(UndertowOptions.MAX_HEADERS, 64)
                .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, 5_000)
                .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, 75_000)
                .setWorkerThreads(HttpSettings.DEFAULT.workers());
        Undertow undertow = builder.addHttpListener(0, "127.0.0.1", root).build();
        undertow.start();
        try (stencil; HttpClient client = HttpClient.newHttpClient()) {
            URI address = URI.create(
                    "http:/" + undertow.getListenerInfo().getFirst().getAddress() + "/stencil/health/ready");
            assertThat(client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body())
                    .isEqualTo("{\"status\":\"up\"}");
        } finally {
            undertow.stop();
        }
    }

    @Test
    void aFolderIsReadBesideItsServer(@TempDir Path folder) {
        try (SqliteStorage server = SqliteStorage.open(folder)) {
            User ada = new User(
                    new Id("0123456789abcdef01234567"), new UserName("ada"), "hash", Instant.EPOCH, Instant.EPOCH);
            server.users().add(ada);
            List<Integer> counts = new ArrayList<>();
            try (SqliteReading reading = SqliteReading.open(folder)) {
                Optional<User> found = reading.users().find(new UserName("ada"));
                found.ifPresent(user -> counts.add(reading.templates().count(user.id(), 1_000)));
            }
            assertThat(counts).containsExactly(0);
        }
    }
}
