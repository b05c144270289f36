package dev.stencil.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.ContentLimits;
import dev.stencil.core.domain.template.Order;
import dev.stencil.core.domain.template.Template;
import dev.stencil.testing.TestStencil;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClockSetBackTest {
    @ParameterizedTest
    @EnumSource
    void whatIsCreatedAfterTheClockWasSetBackComesLast(EveryStore store, @TempDir Path folder) {
        try (EveryStore.Empty empty = store.empty(folder);
                TestStencil first = TestStencil.start(empty.storage());
                TestStencil restarted = TestStencil.start(empty.storage())) {
            restarted.clock().move(Duration.ofHours(-3));
            Id owner = first.account().id();
            Template before = create(first, owner, "before");
            Template after = create(restarted, owner, "after");
            Template last = create(restarted, owner, "last");

            assertThat(empty.storage().templates().page(owner, before.position(), Order.OLDEST_FIRST, 10).items())
                    .containsExactly(after, last);
        }
    }

    private static Template create(TestStencil core, Id owner, String content) {
        return core.stencil().manageTemplates().create(owner, Content.of(content, ContentLimits.DEFAULT));
    }
}
