package dev.stencil.contract.template;

import static dev.stencil.contract.fixture.Described.assertConflict;
import static dev.stencil.contract.fixture.Described.assertThat;

import dev.stencil.contract.fixture.Fixtures;
import dev.stencil.contract.fixture.JsonSamples;
import dev.stencil.contract.fixture.StorageUnderTest;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.template.Order;
import dev.stencil.core.domain.template.Template;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Templates are added, replaced and removed by what they hold. */
public interface TemplateByValueContract extends StorageUnderTest {
    @Test
    default void equalContentIsRefusedWithTheIdOfTheTemplateThatHasIt() {
        Id owner = owner();
        Template template = add(owner, JsonSamples.object("a", 1L, "b", List.of(2.0)));
        assertConflict(template.id(), () -> add(owner, JsonSamples.object("b", List.of(2L), "a", 1.0)));
        assertList(owner, template);
    }

    @Test
    default void equalContentOfAnotherOwnerIsNoConflict() {
        Template one = add(owner(), "same");
        Template other = add(owner(), "same");
        assertList(one.owner(), one);
        assertList(other.owner(), other);
    }

    @Test
    default void addingTheSameTemplateAgainIsNoConflict() {
        Id owner = owner();
        Template template = add(owner, "again");
        templates().add(template);
        assertList(owner, template);
    }

    @Test
    default void addingATemplateAgainThatWasReplacedMeanwhileChangesNothing() {
        Id owner = owner();
        Template template = add(owner, "first");
        assertThat(replace(owner, "first", "second")).isTrue();
        templates().add(template);
        List<Template> list = list(owner);
        assertThat(list).singleElement().satisfies(only -> {
            assertThat(only.content().value()).isEqualTo("second");
            assertThat(only.version()).isEqualTo(2);
        });
        assertThat(remove(owner, "first")).isFalse();
        assertThat(remove(owner, "second")).isTrue();
    }

    @Test
    default void aReplacedTemplateKeepsItsPlaceAndIsOneVersionOn() {
        Id owner = owner();
        Template first = add(owner, "first");
        Template second = add(owner, "second");
        Instant later = Fixtures.now().plusSeconds(1);
        Template replaced = first.replaced(Fixtures.content(JsonSamples.object("$set", 1L)), later);

        assertThat(templates().replace(owner, first.content().fingerprint(), replaced.content(), later))
                .contains(replaced);
        assertList(owner, replaced, second);
        assertThat(replace(owner, "first", "anything")).isFalse();
    }

    @Test
    default void whatIsNotThereIsNeitherReplacedNorRemoved() {
        Id owner = owner();
        Template template = add(owner, "here");
        Id other = owner();
        assertThat(replace(owner, "gone", "new")).isFalse();
        assertThat(replace(owner, "gone", "here")).isFalse();
        assertThat(replace(other, "here", "stolen")).isFalse();
        assertThat(remove(owner, "gone")).isFalse();
        assertThat(remove(other, "here")).isFalse();
        assertList(owner, template);
        assertList(other);
    }

    @Test
    default void nothingIsReplacedByContentThatAnotherTemplateHas() {
        Id owner = owner();
        Template one = add(owner, "one");
        Template two = add(owner, 2L);
        assertConflict(two.id(), () -> replace(owner, "one", 2.0));
        assertList(owner, one, two);
    }

    @Test
    default void contentIsReplacedByItselfAlsoInAnotherSpelling() {
        Id owner = owner();
        Template template = add(owner, 1L);
        assertThat(replace(owner, 1L, 1.0)).isTrue();
        assertThat(replace(owner, 1.0, 1.0)).isTrue();
        Template now = templates().page(owner, null, Order.OLDEST_FIRST, 2).items().getFirst();
        assertThat(now.content().value()).isEqualTo(1.0);
        assertThat(now.version()).isEqualTo(3);
        assertThat(now.id()).isEqualTo(template.id());
        assertConflict(template.id(), () -> add(owner, 1L));
    }

    @Test
    default void aValueThatWasReplacedOrRemovedIsFree() {
        Id owner = owner();
        add(owner, "a");
        assertThat(replace(owner, "a", "b")).isTrue();
        Template second = add(owner, "a");
        assertThat(remove(owner, "b")).isTrue();
        assertThat(replace(owner, "a", "b")).isTrue();
        assertThat(remove(owner, "b")).isTrue();
        assertThat(remove(owner, "b")).isFalse();
        assertList(owner);
        templates().add(second);
        assertList(owner, second);
    }

    @Test
    default void integersBeyondTheReachOfDoublesAreTold() {
        Id owner = owner();
        long first = 1L << 53;
        Template even = add(owner, first);
        Template odd = add(owner, first + 1);
        assertConflict(even.id(), () -> add(owner, (double) first));
        assertThat(remove(owner, first + 1)).isTrue();
        assertThat(odd.id()).isNotEqualTo(even.id());
        assertList(owner, even);
    }

    @Test
    default void operatorsAreValuesLikeAnyOther() {
        Id owner = owner();
        Template template = add(owner, "mine");
        assertThat(remove(owner, JsonSamples.object("$ne", null))).isFalse();
        assertThat(replace(owner, JsonSamples.object("$regex", ".*"), "hit")).isFalse();
        Template operator = add(owner, JsonSamples.object("$ne", null));
        assertThat(remove(owner, JsonSamples.object("$gt", ""))).isFalse();
        assertList(owner, template, operator);
        assertThat(remove(owner, JsonSamples.object("$ne", null))).isTrue();
        assertList(owner, template);
    }
}
