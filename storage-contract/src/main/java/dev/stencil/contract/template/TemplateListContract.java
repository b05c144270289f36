package dev.stencil.contract.template;

import static dev.stencil.contract.fixture.Described.assertThat;

import dev.stencil.contract.fixture.Fixtures;
import dev.stencil.contract.fixture.Lists;
import dev.stencil.contract.fixture.StorageUnderTest;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.template.Order;
import dev.stencil.core.domain.template.Page;
import dev.stencil.core.domain.template.Template;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Lists keep their order, and pages neither lose nor repeat a template. */
public interface TemplateListContract extends StorageUnderTest {
    @Test
    default void anOwnerWithoutTemplatesHasAnEmptyList() {
        Page page = templates().page(owner(), null, Order.OLDEST_FIRST, 10);
        assertThat(page.items()).isEmpty();
        assertThat(page.next()).isEmpty();
    }

    @Test
    default void aListGoesByTheTimeOfCreationAndThenById() {
        Id owner = owner();
        Instant now = Fixtures.now();
        Id first = Fixtures.id();
        Id second = Fixtures.id();
        Id third = Fixtures.id();
        Template oldest = Template.create(third, owner, Fixtures.content("oldest"), now.minusMillis(1));
        Template lower = Template.create(first, owner, Fixtures.content("lower id"), now);
        Template higher = Template.create(second, owner, Fixtures.content("higher id"), now);
        List.of(higher, oldest, lower).forEach(templates()::add);

        assertThat(list(owner))
                .containsExactly(oldest, lower, higher);
        assertThat(Lists.readAll(templates(), owner, Order.NEWEST_FIRST, 10))
                .containsExactly(higher, lower, oldest);
        assertThat(Lists.readAll(templates(), owner, Order.OLDEST_FIRST, 1))
                .containsExactly(oldest, lower, higher);
        assertThat(Lists.readAll(templates(), owner, Order.NEWEST_FIRST, 1))
                .containsExactly(higher, lower, oldest);
    }

    @Test
    default void theTimeOfTheLatestTemplateIsKnown() {
        Id owner = owner();
        for (int i = 0; i < 3; i++) {
            Template template = add(owner, "number " + i);
            assertThat(templates().latest().orElseThrow())
                    .isAfterOrEqualTo(template.created().truncatedTo(ChronoUnit.SECONDS));
        }
    }

    @Test
    default void aListHoldsTheOwnersTemplatesOnly() {
        Id alice = owner();
        Id bob = owner();
        Template ofAlice = Fixtures.template(alice, "same");
        Template ofBob = Fixtures.template(bob, "same");
        templates().add(ofAlice);
        templates().add(ofBob);
        assertList(alice, ofAlice);
        assertThat(Lists.readAll(templates(), bob, Order.NEWEST_FIRST, 10)).containsExactly(ofBob);
    }

    @Test
    default void onlyTheLastPageSaysThatItIsTheLast() {
        Id owner = owner();
        List<Template> all = addMany(owner, 6);
        Page first = templates().page(owner, null, Order.OLDEST_FIRST, 3);
        assertThat(first.items()).isEqualTo(all.subList(0, 3));
        assertThat(first.next()).contains(all.get(2).position());
        Page second = templates().page(owner, all.get(2).position(), Order.OLDEST_FIRST, 3);
        assertThat(second.items()).isEqualTo(all.subList(3, 6));
        assertThat(second.next()).isEmpty();
    }

    @Test
    default void aPageEndsBeforeItHoldsMoreThanItsBytesWithOneItemAtLeast() {
        Id owner = owner();
        List<Template> all = IntStream.range(0, 9)
                .mapToObj(i -> add(owner, i + "x".repeat(Page.MAX_BYTES / 5 - 100)))
                .toList();
        Page first = templates().page(owner, null, Order.OLDEST_FIRST, 100);
        assertThat(first.items()).isEqualTo(all.subList(0, 5));
        assertThat(first.items().stream().mapToLong(item -> item.content().size()).sum())
                .isLessThanOrEqualTo(Page.MAX_BYTES);
        assertThat(Lists.readAll(templates(), owner, Order.NEWEST_FIRST, 100)).isEqualTo(all.reversed());
    }

    @Test
    default void aPageGoesOnFromAPlaceWhereNothingIsAnyMore() {
        Id owner = owner();
        List<Template> all = addMany(owner, 4);
        remove(owner, all.get(1).content().value());
        assertThat(templates().page(owner, all.get(1).position(), Order.OLDEST_FIRST, 10).items())
                .isEqualTo(all.subList(2, 4));
        assertThat(templates().page(owner, all.get(1).position(), Order.NEWEST_FIRST, 10).items())
                .isEqualTo(all.subList(0, 1));
    }

    @Test
    default void pagesNeitherLoseNorRepeatWhatIsThereAllAlong() {
        for (Order order : Order.values()) {
            Id owner = owner();
            List<Template> old = addMany(owner, 120);
            // Every third one is removed while the list is read, from both ends, and new ones come in.
            Deque<Template> doomed = new ArrayDeque<>(old);
            doomed.removeIf(template -> old.indexOf(template) % 3 != 0);
            Set<Template> staying = new HashSet<>(old);
            staying.removeAll(doomed);
            AtomicLong number = new AtomicLong();
            List<Template> seen = Lists.readAll(templates(), owner, order, 7, () -> {
                if (doomed.size() > 1) {
                    remove(owner, doomed.removeFirst().content().value());
                    remove(owner, doomed.removeLast().content().value());
                }
                if (number.get() < 20) {
                    add(owner, "new " + number.getAndIncrement());
                }
            });
            assertThat(seen).doesNotHaveDuplicates().containsAll(staying);
            Comparator<Template> oldestFirst = Comparator.comparing(Template::position);
            assertThat(seen.stream().filter(staying::contains))
                    .isSortedAccordingTo(order == Order.OLDEST_FIRST ? oldestFirst : oldestFirst.reversed());
        }
    }

    private List<Template> addMany(Id owner, int count) {
        return IntStream.range(0, count).mapToObj(i -> add(owner, "old " + i)).toList();
    }
}
