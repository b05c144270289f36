package dev.stencil.contract.template;

import static dev.stencil.contract.fixture.Described.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stencil.contract.fixture.Fixtures;
import dev.stencil.contract.fixture.JsonSamples;
import dev.stencil.contract.fixture.Lists;
import dev.stencil.contract.fixture.StorageUnderTest;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.template.Order;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.domain.template.Versions;
import dev.stencil.core.port.TemplateRepository;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Templates are found, counted, replaced and removed by their id. */
public interface TemplateByIdContract extends StorageUnderTest {
    private TemplateRepository templates() {
        return storage().templates();
    }

    private Template add(Id owner, Object value) {
        Template template = Fixtures.template(owner, value);
        templates().add(template);
        return template;
    }

    private List<Template> list(Id owner) {
        return Lists.readAll(templates(), owner, Order.OLDEST_FIRST, 10);
    }

    @Test
    default void aTemplateIsFoundByItsIdAndByItsContent() {
        Id owner = Fixtures.owner(storage());
        Template template = add(owner, JsonSamples.object("a", 1L));
        add(owner, "another");
        assertThat(templates().find(owner, template.id())).contains(template);
        assertThat(templates().find(owner, Fixtures.content(JsonSamples.object("a", 1.0)).fingerprint()))
                .contains(template);
    }

    @Test
    default void whatIsNotThereIsNotFound() {
        Id owner = Fixtures.owner(storage());
        add(owner, "there");
        assertThat(templates().find(owner, Fixtures.id())).isEmpty();
        assertThat(templates().find(owner, Fixtures.content("not there").fingerprint())).isEmpty();
        assertThat(templates().replace(owner, Fixtures.id(), Versions.any(), Fixtures.content("new"), Fixtures.now()))
                .isEmpty();
        assertThat(templates().replace(owner, Fixtures.id(), Versions.any(), Fixtures.content("there"), Fixtures.now()))
                .isEmpty();
        assertThat(templates().remove(owner, Fixtures.id(), Versions.any())).isFalse();
        assertThat(templates().remove(owner, Fixtures.id(), Versions.only(1))).isFalse();
    }

    @Test
    default void anotherOwnersTemplateIsNotThere() {
        Id owner = Fixtures.owner(storage());
        Id other = Fixtures.owner(storage());
        Template template = add(owner, "mine");
        assertThat(templates().find(other, template.id())).isEmpty();
        assertThat(templates().find(other, template.content().fingerprint())).isEmpty();
        assertThat(templates().replace(other, template.id(), Versions.any(), Fixtures.content("x"), Fixtures.now()))
                .isEmpty();
        assertThat(templates().remove(other, template.id(), Versions.any())).isFalse();
        assertThat(list(owner)).containsExactly(template);
    }

    @Test
    default void countingEndsAtItsLimit() {
        Id owner = Fixtures.owner(storage());
        add(Fixtures.owner(storage()), "of somebody else");
        assertThat(templates().count(owner, 5)).isZero();
        add(owner, 1L);
        add(owner, 2L);
        Template third = add(owner, 3L);
        assertThat(templates().count(owner, 5)).isEqualTo(3);
        assertThat(templates().count(owner, 3)).isEqualTo(3);
        assertThat(templates().count(owner, 2)).isEqualTo(2);
        templates().remove(owner, third.id(), Versions.any());
        assertThat(templates().count(owner, 5)).isEqualTo(2);
    }

    @Test
    default void aReplacementIsOneVersionOnAndKeepsItsPlace() {
        Id owner = Fixtures.owner(storage());
        Template first = add(owner, "first");
        Template second = add(owner, "second");
        Instant now = Fixtures.now();
        Template expected = first.replaced(Fixtures.content("changed"), now);
        assertThat(templates().replace(owner, first.id(), Versions.only(1), expected.content(), now))
                .contains(expected);
        assertThat(templates().find(owner, first.id())).contains(expected);
        assertThat(templates().find(owner, expected.content().fingerprint())).contains(expected);
        assertThat(templates().find(owner, first.content().fingerprint())).isEmpty();
        assertThat(list(owner)).containsExactly(expected, second);
    }

    @Test
    default void anyVersionIsReplacedWhereAnyIsExpected() {
        Id owner = Fixtures.owner(storage());
        Template template = add(owner, 0L);
        for (long version = 2; version <= 4; version++) {
            assertThat(templates().replace(
                    owner, template.id(), Versions.any(), Fixtures.content(version), Fixtures.now()))
                    .hasValueSatisfying(
                            replaced -> assertThat(replaced.version()).isEqualTo(replaced.content().value()));
        }
    }

    @Test
    default void anUnexpectedVersionIsLeftAlone() {
        Id owner = Fixtures.owner(storage());
        Template template = add(owner, "first");
        Template second = templates()
                .replace(owner, template.id(), Versions.only(Set.of(1L, 9L)), Fixtures.content("second"),
                        Fixtures.now())
                .orElseThrow();
        for (Versions stale : List.of(Versions.only(1), Versions.only(3), Versions.only(Set.of()))) {
            assertStale(2, () -> templates()
                    .replace(owner, template.id(), stale, Fixtures.content("third"), Fixtures.now()));
            assertStale(2, () -> templates().remove(owner, template.id(), stale));
        }
        assertThat(list(owner)).containsExactly(second);
        assertThat(templates().remove(owner, template.id(), Versions.only(2))).isTrue();
        assertThat(list(owner)).isEmpty();
    }

    @Test
    default void aReplacementByWhatAnotherHasIsRefused() {
        Id owner = Fixtures.owner(storage());
        Template one = add(owner, "one");
        Template other = add(owner, 2L);
        assertThatExceptionOfType(Failure.Conflict.class)
                .isThrownBy(() -> templates()
                        .replace(owner, one.id(), Versions.any(), Fixtures.content(2.0), Fixtures.now()))
                .satisfies(conflict -> assertThat(conflict.existing()).isEqualTo(other.id()));
        assertThat(list(owner)).containsExactly(one, other);
    }

    @Test
    default void aReplacementByEqualContentIsMade() {
        Id owner = Fixtures.owner(storage());
        Template template = add(owner, 2L);
        assertThat(templates().replace(owner, template.id(), Versions.only(1), Fixtures.content(2.0), Fixtures.now()))
                .hasValueSatisfying(replaced -> assertThat(replaced.version()).isEqualTo(2));
        assertThat(list(owner)).singleElement()
                .satisfies(only -> assertThat(only.content().value()).isEqualTo(2.0));
    }

    @Test
    default void aRemovedTemplatesContentIsFree() {
        Id owner = Fixtures.owner(storage());
        Template template = add(owner, "same");
        assertThat(templates().remove(owner, template.id(), Versions.only(1))).isTrue();
        assertThat(templates().remove(owner, template.id(), Versions.any())).isFalse();
        assertThat(templates().find(owner, template.id())).isEmpty();
        Template again = add(owner, "same");
        assertThat(list(owner)).containsExactly(again);
    }

    private static void assertStale(long current, ThrowingCallable call) {
        assertThatExceptionOfType(Failure.StaleVersion.class)
                .isThrownBy(call)
                .satisfies(stale -> assertThat(stale.current()).isEqualTo(current));
    }

    @Test
    default void allTemplatesOfOneOwnerAreRemovedInPortions() {
        Id owner = Fixtures.owner(storage());
        Id other = Fixtures.owner(storage());
        for (long i = 0; i < 5; i++) {
            templates().add(Fixtures.template(owner, i));
            templates().add(Fixtures.template(other, i));
        }
        assertThat(templates().removeAll(owner, 3)).isEqualTo(3);
        assertThat(templates().count(owner, 10)).isEqualTo(2);
        assertThat(templates().removeAll(owner, 3)).isEqualTo(2);
        assertThat(templates().removeAll(owner, 3)).isZero();
        assertThat(templates().count(other, 10)).isEqualTo(5);
    }
}
