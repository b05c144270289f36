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
        Page page = storage().templates().page(Fixtures.owner(storage()), null, Order.OLDEST_FIRST, 10);
        assertThat(page.items()).isEmpty();
        assertThat(page.next()).isEmpty();
    }

    @Test
    default void aListGoesByTheTimeOfCreationAndThenById() {
        Id owner = Fixtures.owner(storage());
        Instant now = Fixtures.now();
        Id first = Fixtures.id();
        Id second = Fixtures.id();
        Id third = Fixtures.id();
        Template oldest = Template.create(third, owner, Fixtures.content("oldest"), now.minusMillis(1));
        Template lower = Template.create(first, owner, Fixtures.content("lower id"), now);
        Template higher = Template.create(second, owner, Fixtures.content("higher id"), now);
        List.of(higher, oldest, lower).forEach(storage().templates()::add);

        assertThat(Lists.readAll(storage().templates(), owner, Order.OLDEST_FIRST, 10))
                .containsExactly(oldest, lower, higher);
        assertThat(Lists.readAll(storage().templates(), owner, Order.NEWEST_FIRST, 10))
                .containsExactly(higher, lower, oldest);
        assertThat(Lists.readAll(storage().templates(), owner, Order.OLDEST_FIRST, 1))
                .containsExactly(oldest, lower, higher);
        assertThat(Lists.readAll(storage().templates(), owner, Order.NEWEST_FIRST, 1))
                .containsExactly(higher, lower, oldest);
    }

    @Test
    default void theTimeOfTheLatestTemplateIsKnown() {
        Id owner = Fixtures.owner(storage());
        for (int i = 0; i < 3; i++) {
            Template template = Fixtures.template(owner, "number " + i);
            storage().templates().add(template);
            assertThat(storage().templates().latest().orElseThrow())
                    .isAfterOrEqualTo(template.created().truncatedTo(ChronoUnit.SECONDS));
        }
    }

    @Test
    default void aListHoldsTheOwnersTemplatesOnly() {
        Id alice = Fixtures.owner(storage());
        Id bob = Fixtures.owner(storage());
        Template ofAlice = Fixtures.template(alice, "same");
        Template ofBob = Fixtures.template(bob, "same");
        storage().templates().add(ofAlice);
        storage().templates().add(ofBob);
        assertThat(Lists.readAll(storage().templates(), alice, Order.OLDEST_FIRST, 10)).containsExactly(ofAlice);
        assertThat(Lists.readAll(storage().templates(), bob, Order.NEWEST_FIRST, 10)).containsExactly(ofBob);
    }

    @Test
    default void onlyTheLastPageSaysThatItIsTheLast() {
        Id owner = Fixtures.owner(storage());
        List<Template> all = addMany(owner, 6);
        Page first = storage().templates().page(owner, null, Order.OLDEST_FIRST, 3);
        assertThat(first.items()).isEqualTo(all.subList(0, 3));
        assertThat(first.next()).contains(all.get(2).position());
        Page second = storage().templates().page(owner, all.get(2).position(), Order.OLDEST_FIRST, 3);
        assertThat(second.items()).isEqualTo(all.subList(3, 6));
        assertThat(second.next()).isEmpty();
    }

    @Test
    default void aPageEndsBeforeItHoldsMoreThanItsBytesWithOneItemAtLeast() {
        Id owner = Fixtures.owner(storage());
        List<Template> all = IntStream.range(0, 9)
                .mapToObj(i -> Fixtures.template(owner, i + "x".repeat(Page.MAX_BYTES / 5 - 100)))
                .peek(storage().templates()::add)
                .toList();
        Page first = storage().templates().page(owner, null, Order.OLDEST_FIRST, 100);
        assertThat(first.items()).isEqualTo(all.subList(0, 5));
        assertThat(first.items().stream().mapToLong(item -> item.content().size()).sum())
                .isLessThanOrEqualTo(Page.MAX_BYTES);
        assertThat(Lists.readAll(storage().templates(), owner, Order.NEWEST_FIRST, 100)).isEqualTo(all.reversed());
    }

    @Test
    default void aPageGoesOnFromAPlaceWhereNothingIsAnyMore() {
        Id owner = Fixtures.owner(storage());
        List<Template> all = addMany(owner, 4);
        storage().templates().remove(owner, all.get(1).content().fingerprint());
        assertThat(storage().templates().page(owner, all.get(1).position(), Order.OLDEST_FIRST, 10).items())
                .isEqualTo(all.subList(2, 4));
        assertThat(storage().templates().page(owner, all.get(1).position(), Order.NEWEST_FIRST, 10).items())
                .isEqualTo(all.subList(0, 1));
    }

    @Test
    default void pagesNeitherLoseNorRepeatWhatIsThereAllAlong() {
        for (Order order : Order.values()) {
            Id owner = Fixtures.owner(storage());
            List<Template> old = addMany(owner, 120);
            // Every third one is removed while the list is read, from both ends, and new ones come in.
            Deque<Template> doomed = new ArrayDeque<>();
            Set<Template> staying = new HashSet<>();
            for (int i = 0; i < old.size(); i++) {
                if (i % 3 == 0) {
                    doomed.add(old.get(i));
                } else {
                    staying.add(old.get(i));
                }
            }
            AtomicLong number = new AtomicLong();
            List<Template> seen = Lists.readAll(storage().templates(), owner, order, 7, () -> {
                if (doomed.size() > 1) {
                    storage().templates().remove(owner, doomed.removeFirst().content().fingerprint());
                    storage().templates().remove(owner, doomed.removeLast().content().fingerprint());
                }
                if (number.get() < 20) {
                    storage().templates().add(Fixtures.template(owner, "new " + number.getAndIncrement()));
                }
            });
            assertThat(seen).doesNotHaveDuplicates().containsAll(staying);
            assertThat(seen.stream().filter(staying::contains))
                    .isSortedAccordingTo((a, b) -> order == Order.OLDEST_FIRST
                            ? a.position().compareTo(b.position())
                            : b.position().compareTo(a.position()));
        }
    }

    private List<Template> addMany(Id owner, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Fixtures.template(owner, "old " + i))
                .peek(storage().templates()::add)
                .toList();
    }
}
