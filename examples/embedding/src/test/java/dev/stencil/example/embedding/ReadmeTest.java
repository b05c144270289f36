package dev.stencil.example.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.adapter.jwt.JwtTokens;
import dev.stencil.adapter.jwt.SigningSecret;
import dev.stencil.adapter.password.Argon2PasswordHasher;
import dev.stencil.adapter.sqlite.SqliteStorage;
import dev.stencil.core.Stencil;
import dev.stencil.core.domain.Client;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.ContentLimits;
import dev.stencil.core.port.Storage;
import dev.stencil.core.port.Tokens;
import dev.stencil.core.usecase.Caller;
import dev.stencil.core.usecase.Grant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines in which the README embeds Stencil: they work, and the README shows them as they are. */
class ReadmeTest {
    private static final Path SELF = Path.of("src/test/java/dev/stencil/example/embedding/ReadmeTest.java");
    private static final Path README = Path.of("..", "..", "README.md");

    @Test
    void theLinesWork(@TempDir Path folder) {
        String secret = "32 bytes or more, of a test alone";
        // The README's lines begin.
        Tokens tokens = new JwtTokens(new SigningSecret(secret), Duration.ofHours(1), InstantSource.system());
        try (Storage storage = SqliteStorage.open(folder);
                Stencil stencil =
                        Stencil.builder(storage, new Argon2PasswordHasher(), tokens).build()) {
            Client client = Client.at("192.0.2.7");
            stencil.registerUser().register("ada", "correct horse", client);
            Grant grant = stencil.signIn().signIn("ada", "correct horse", client);
            Caller caller = stencil.authenticate().caller(grant.accessToken().text(), client);
            stencil.manageTemplates().create(caller.id(), Content.of("any JSON value", ContentLimits.DEFAULT));
        }
        // The README's lines end.
        try (Storage storage = SqliteStorage.open(folder)) {
            assertThat(storage.users().find(new UserName("ada"))).isNotEmpty();
        }
    }

    @Test
    void theReadmeShowsThem() throws Exception {
        String lines = Files.readString(SELF)
                .replaceFirst("(?s).*// The README's lines begin\\.\\n", "")
                .replaceFirst("(?s) *// The README's lines end\\..*", "");
        assertThat(lines).hasLineCount(10);
        assertThat(Files.readString(README)).contains("```java\n" + lines.replaceAll("(?m)^ {8}", "") + "```\n");
    }
}
