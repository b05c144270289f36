package dev.stencil.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.adapter.jwt.JwtTokens;
import dev.stencil.adapter.jwt.SigningSecret;
import dev.stencil.adapter.password.Argon2PasswordHasher;
import dev.stencil.core.Stencil;
import dev.stencil.core.domain.Client;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.ContentLimits;
import dev.stencil.core.domain.template.Order;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.port.Storage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClockSetBackTest {
    @ParameterizedTest
    @EnumSource
    void whatIsCreatedAfterTheClockWasSetBackComesLast(EveryStore store, @TempDir Path folder) {
        InstantSource setBack = InstantSource.offset(InstantSource.system(), Duration.ofHours(-3));
        try (EveryStore.Empty empty = store.empty(folder);
                Storage storage = empty.storage();
                Stencil first = started(storage, InstantSource.system());
                Stencil restarted = started(storage, setBack)) {
            Id owner = first.registerUser().register("ada", "correct horse", Client.at("192.0.2.7"));
            Template before = create(first, owner, "before");
            Template after = create(restarted, owner, "after");
            Template last = create(restarted, owner, "last");

            assertThat(storage.templates().page(owner, before.position(), Order.OLDEST_FIRST, 10).items())
                    .containsExactly(after, last);
        }
    }

    private static Stencil started(Storage storage, InstantSource clock) {
        JwtTokens tokens = new JwtTokens(new SigningSecret("s".repeat(32)), Duration.ofHours(1), clock);
        return Stencil.builder(storage, new Argon2PasswordHasher(), tokens).clock(clock).withoutSweep().build();
    }

    private static Template create(Stencil stencil, Id owner, String content) {
        return stencil.manageTemplates().create(owner, Content.of(content, ContentLimits.DEFAULT));
    }
}
