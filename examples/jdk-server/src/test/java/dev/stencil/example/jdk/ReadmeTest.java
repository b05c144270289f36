package dev.stencil.example.jdk;

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
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines in which the README embeds Stencil, at work. */
class ReadmeTest {
    @Test
    void theLinesWork(@TempDir Path folder) {
        String secret = "32 bytes or more, of a test alone";
        Tokens tokens = JwtTokens.builder(new SigningSecret(secret)).build();
        try (Storage storage = SqliteStorage.open(folder);
                Stencil stencil =
                        Stencil.builder(storage, new Argon2PasswordHasher(), tokens).build()) {
            Client client = Client.at("192.0.2.7");
            stencil.registerUser().register("ada", "correct horse", client);
            Grant grant = stencil.signIn().signIn("ada", "correct horse", client);
            Caller caller = stencil.authenticate().caller(grant.accessToken().text(), client);
            stencil.manageTemplates().create(caller.id(), Content.of("any JSON value", ContentLimits.DEFAULT));
        }
        try (Storage storage = SqliteStorage.open(folder)) {
            assertThat(storage.users().find(new UserName("ada"))).isNotEmpty();
        }
    }
}
