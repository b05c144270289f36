package dev.stencil.contract.template;

import static dev.stencil.contract.fixture.Described.assertConflict;
import static dev.stencil.contract.fixture.Described.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stencil.contract.fixture.Fixtures;
import dev.stencil.contract.fixture.JsonSamples;
import dev.stencil.contract.fixture.StorageUnderTest;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.domain.template.Versions;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Templates are found, counted, replaced and removed by their id. */
public interface TemplateByIdContract extends StorageUnderTest {
    @Test
    default void aTemplateIsFoundByItsIdAndByItsContent() {
        Id owner = owner();
        Template template = add(owner, JsonSamples.object("a", 1L));
        add(owner, "another");
        assertThat(templates().find(owner, template.id())).contains(template);
        assertThat(templates().find(owner, Fixtures.content(JsonSamples.object("a", 1.0)).fingerprint()))
                .contains(template);
    }

    @Test
    default void whatIsNotThereIsNotFound() {
        Id owner = owner();
        add(owner, "there");
        assertThat(templates().find(owner, Fixtures.id())).isEmpty();
        assertThat(templates().find(owner, Fixtures.content("not there").fingerprint())).isEmpty();
        Template other = Fixtures.template(owner, "other");
        assertThat(replace(other, Versions.any(), "new")).isEmpty();
        assertThat(replace(other, Versions.any(), "there")).isEmpty();
        assertThat(remove(other, Versions.any())).isFalse();
        assertThat(remove(other, Versions.only(1))).isFalse();
    }

    @Test
    default void anotherOwnersTemplateIsNotThere() {
        Id owner = owner();
        Id other = owner();
        Template template = add(owner, "mine");
        assertThat(templates().find(other, template.id())).isEmpty();
        assertThat(templates().find(other, template.content().fingerprint())).isEmpty();
        assertThat(templates().replace(other, template.id(), Versions.any(), Fixtures.content("x"), Fixtures.now()))
                .isEmpty();
        assertThat(templates().remove(other, template.id(), Versions.any())).isFalse();
        assertList(owner, template);
    }

    @Test
    default void countingEndsAtItsLimit() {
        Id owner = owner();
        add(owner(), "of somebody else");
        assertThat(templates().count(owner, 5)).isZero();
        add(owner, 1L);
        add(owner, 2L);
        Template third = add(owner, 3L);
        assertThat(templates().count(owner, 5)).isEqualTo(3);
        assertThat(templates().count(owner, 3)).isEqualTo(3);
        assertThat(templates().count(owner, 2)).isEqualTo(2);
        remove(third, Versions.any());
        assertThat(templates().count(owner, 5)).isEqualTo(2);
    }

    @Test
    default void aReplacementIsOneVersionOnAndKeepsItsPlace() {
        Id owner = owner();
        Template first = add(owner, "first");
        Template second = add(owner, "second");
        Instant now = Fixtures.now();
        Template expected = first.replaced(Fixtures.content("changed"), now);
        assertThat(templates().replace(owner, first.id(), Versions.only(1), expected.content(), now))
                .contains(expected);
        assertThat(templates().find(owner, first.id())).contains(expected);
        assertThat(templates().find(owner, expected.content().fingerprint())).contains(expected);
        assertThat(templates().find(owner, first.content().fingerprint())).isEmpty();
        assertList(owner, expected, second);
    }

    @Test
    default void anyVersionIsReplacedWhereAnyIsExpected() {
        Id owner = owner();
        Template template = add(owner, 0L);
        for (long version = 2; version <= 4; version++) {
            assertThat(replace(template, Versions.any(), version)).hasValueSatisfying(
                    replaced -> assertThat(replaced.version()).isEqualTo(replaced.content().value()));
        }
    }

    @Test
    default void anUnexpectedVersionIsLeftAlone() {
        Id owner = owner();
        Template template = add(owner, "first");
        Template second = replace(template, Versions.only(Set.of(1L, 9L)), "second").orElseThrow();
        for (Versions stale : List.of(Versions.only(1), Versions.only(3), Versions.only(Set.of()))) {
            assertStale(2, () -> replace(template, stale, "third"));
            assertStale(2, () -> remove(template, stale));
        }
        assertList(owner, second);
        assertThat(remove(template, Versions.only(2))).isTrue();
        assertList(owner);
    }

    @Test
    default void aReplacementByWhatAnotherHasIsRefused() {
        Id owner = owner();
        Template one = add(owner, "one");
        Template other = add(owner, 2L);
        assertConflict(other.id(), () -> replace(one, Versions.any(), 2.0));
        assertList(owner, one, other);
    }

    @Test
    default void aReplacementByEqualContentIsMade() {
        Id owner = owner();
        Template template = add(owner, 2L);
        Template replaced = replace(template, Versions.only(1), 2.0).orElseThrow();
        assertThat(replaced.version()).isEqualTo(2);
        assertList(owner, replaced);
        assertThat(list(owner).getFirst().content().value()).isEqualTo(2.0);
    }

    @Test
    default void aRemovedTemplatesContentIsFree() {
        Id owner = owner();
        Template template = add(owner, "same");
        assertThat(remove(template, Versions.only(1))).isTrue();
        assertThat(remove(template, Versions.any())).isFalse();
        assertThat(templates().find(owner, template.id())).isEmpty();
        Template again = add(owner, "same");
        assertList(owner, again);
    }

    private static void assertStale(long current, ThrowingCallable call) {
        assertThatExceptionOfType(Failure.StaleVersion.class)
                .isThrownBy(call)
                .satisfies(stale -> assertThat(stale.current()).isEqualTo(current));
    }

    @Test
    default void allTemplatesOfOneOwnerAreRemovedInPortions() {
        Id owner = owner();
        Id other = owner();
        for (long i = 0; i < 5; i++) {
            add(owner, i);
            add(other, i);
        }
        assertThat(templates().removeAll(owner, 3)).isEqualTo(3);
        assertThat(templates().count(owner, 10)).isEqualTo(2);
        assertThat(templates().removeAll(owner, 3)).isEqualTo(2);
        assertThat(templates().removeAll(owner, 3)).isZero();
        assertThat(templates().count(other, 10)).isEqualTo(5);
    }
}
