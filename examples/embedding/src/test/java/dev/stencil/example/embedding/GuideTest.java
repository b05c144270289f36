package dev.stencil.example.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.adapter.jwt.JwtTokens;
import dev.stencil.adapter.jwt.JwtVerifier;
import dev.stencil.adapter.jwt.SigningSecret;
import dev.stencil.adapter.password.Argon2PasswordHasher;
import dev.stencil.core.Stencil;
import dev.stencil.core.domain.Client;
import dev.stencil.core.domain.Id;
import dev.stencil.core.memory.InMemoryStorage;
import dev.stencil.core.port.Tokens;
import dev.stencil.core.port.Tokens.Claims;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The short pieces of docs/embedding.md: they work, and the guide shows them as they are. */
class GuideTest {
    private static final Path SELF = Path.of("src/test/java/dev/stencil/example/embedding/GuideTest.java");
    private static final Path GUIDE = Path.of("..", "..", "docs", "embedding.md");
    private static final SigningSecret SECRET = new SigningSecret("32 bytes or more, of a test alone");
    private static final Client CLIENT = Client.at("192.0.2.7");

    @Test
    void claimsOfOnesOwnComeBackWithTheCaller() {
        // In the guide:
        Tokens tokens = JwtTokens.builder(SECRET)
                .lifetime(Duration.ofMinutes(15))
                .customClaims(user -> Map.of("tenant", tenantOf(user.id())))
                .build();
        // End.
        try (Stencil stencil = Stencil.builder(new InMemoryStorage(), new Argon2PasswordHasher(), tokens).build()) {
            stencil.registerUser().register("ada", "correct horse", CLIENT);
            String token = stencil.signIn().signIn("ada", "correct horse", CLIENT).accessToken().text();
            // In the guide:
            Object tenant = stencil.authenticate().caller(token, CLIENT).token().custom().get("tenant");
            // End.
            assertThat(tenant).isEqualTo("north");

            // In the guide:
            JwtVerifier verifier = JwtVerifier.withSecret(SECRET).build();
            Claims claims = verifier.verify(token);
            // End.
            assertThat(claims.custom()).isEqualTo(Map.of("tenant", "north"));
        }
    }

    private static String tenantOf(Id user) {
        return user.hex().isEmpty() ? "south" : "north";
    }

    @Test
    void theGuideShowsThem() throws Exception {
        String guide = Files.readString(GUIDE);
        String[] pieces = Files.readString(SELF).split("(?m)^ *// In the guide:\n");
        for (int i = 1; i < pieces.length; i++) {
            String piece = pieces[i].replaceFirst("(?s) *// End\\..*", "").stripIndent();
            assertThat(guide).contains("```java\n" + piece + "```\n");
        }
    }
}
