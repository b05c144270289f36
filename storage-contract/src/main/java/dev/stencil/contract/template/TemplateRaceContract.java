package dev.stencil.contract.template;

import static dev.stencil.contract.fixture.Described.assertThat;

import dev.stencil.contract.fixture.Concurrently;
import dev.stencil.contract.fixture.Fixtures;
import dev.stencil.contract.fixture.Lists;
import dev.stencil.contract.fixture.StorageUnderTest;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.Order;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.port.TemplateRepository;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whatever happens at once, it is as if one thing had happened after the other. */
public interface TemplateRaceContract extends StorageUnderTest {
    private TemplateRepository templates() {
        return storage().templates();
    }

    @Test
    default void ofManyEqualAddsOneWins() throws Exception {
        for (int round = 0; round < Concurrently.ROUNDS; round++) {
            Id owner = Fixtures.owner(storage());
            List<Concurrently.Outcome<Id>> outcomes = race(i -> adding(owner, i % 2 == 0 ? (Object) 7L : (Object) 7.0));
            List<Concurrently.Outcome<Id>> won = won(outcomes);
            assertThat(won).as("one of all that came at once wins").hasSize(1);
            assertThat(outcomes).filteredOn(outcome -> outcome.failure() != null).allSatisfy(lost -> assertThat(
                    lost.failure())
                    .isInstanceOfSatisfying(Failure.Conflict.class, conflict -> assertThat(conflict.existing())
                            .isEqualTo(won.getFirst().value())));
            assertThat(list(owner)).extracting(Template::id).containsExactly(won.getFirst().value());
        }
    }

    @Test
    default void manyDifferentAddsAreAllThere() throws Exception {
        Id owner = Fixtures.owner(storage());
        List<Concurrently.Outcome<Id>> outcomes = race(i -> adding(owner, (long) i));
        assertThat(won(outcomes)).hasSize(Concurrently.RUNNERS);
        assertThat(list(owner)).extracting(template -> template.content().value())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, Concurrently.RUNNERS).mapToObj(i -> (Object) (long) i).toList());
    }

    @Test
    default void ofManyReplacementsOfOneValueOneWins() throws Exception {
        for (int round = 0; round < Concurrently.ROUNDS; round++) {
            Id owner = Fixtures.owner(storage());
            templates().add(Fixtures.template(owner, "old"));
            List<Concurrently.Outcome<Boolean>> outcomes = race(i -> replacing(owner, "old", "new " + i));
            assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.failure()).isNull());
            assertThat(outcomes).filteredOn(outcome -> Boolean.TRUE.equals(outcome.value())).hasSize(1);
            assertThat(list(owner)).singleElement().satisfies(only -> assertThat(only.version()).isEqualTo(2));
        }
    }

    @Test
    default void ofReplacementsAndRemovalsOfOneValueOneWins() throws Exception {
        for (int round = 0; round < Concurrently.ROUNDS; round++) {
            Id owner = Fixtures.owner(storage());
            templates().add(Fixtures.template(owner, "old"));
            List<Concurrently.Outcome<Boolean>> outcomes = race(
                    i -> i % 2 == 0 ? replacing(owner, "old", "new") : removing(owner, "old"));
            List<Integer> winners = IntStream.range(0, outcomes.size())
                    .filter(i -> Boolean.TRUE.equals(outcomes.get(i).value()))
                    .boxed()
                    .toList();
            assertThat(winners).hasSize(1);
            assertThat(list(owner)).hasSize(winners.getFirst() % 2 == 0 ? 1 : 0);
        }
    }

    @Test
    default void ofManyRemovalsOfOneValueOneWins() throws Exception {
        for (int round = 0; round < Concurrently.ROUNDS; round++) {
            Id owner = Fixtures.owner(storage());
            templates().add(Fixtures.template(owner, "old"));
            List<Concurrently.Outcome<Boolean>> outcomes = race(i -> removing(owner, "old"));
            assertThat(outcomes).filteredOn(outcome -> Boolean.TRUE.equals(outcome.value())).hasSize(1);
            assertThat(list(owner)).isEmpty();
        }
    }

    @Test
    default void ofManyTemplatesReplacedByOneValueOneGetsIt() throws Exception {
        for (int round = 0; round < Concurrently.ROUNDS; round++) {
            Id owner = Fixtures.owner(storage());
            IntStream.range(0, Concurrently.RUNNERS)
                    .forEach(i -> templates().add(Fixtures.template(owner, "old " + i)));
            List<Concurrently.Outcome<Boolean>> outcomes = race(i -> replacing(owner, "old " + i, "wanted"));
            assertThat(outcomes).filteredOn(outcome -> Boolean.TRUE.equals(outcome.value())).hasSize(1);
            assertThat(outcomes).filteredOn(Concurrently.Outcome::isConflict).hasSize(Concurrently.RUNNERS - 1);
            assertNoTwoAreEqual(owner, Concurrently.RUNNERS);
        }
    }

    @Test
    default void ofAddsAndReplacementsThatWantOneValueOneGetsIt() throws Exception {
        for (int round = 0; round < Concurrently.ROUNDS; round++) {
            Id owner = Fixtures.owner(storage());
            templates().add(Fixtures.template(owner, "old"));
            List<Concurrently.Outcome<Boolean>> outcomes = race(i -> i % 2 == 0
                    ? replacing(owner, "old", "wanted")
                    : () -> {
                        templates().add(Fixtures.template(owner, "wanted"));
                        return true;
                    });
            assertThat(outcomes).filteredOn(outcome -> Boolean.TRUE.equals(outcome.value())).hasSize(1);
            assertThat(outcomes)
                    .allSatisfy(outcome -> assertThat(outcome.failure() == null || outcome.isConflict()).isTrue());
            assertThat(list(owner)).filteredOn(template -> "wanted".equals(template.content().value())).hasSize(1);
        }
    }

    /** Adds, replacements and removals over a few values: whatever comes of it, no value is there twice. */
    @Test
    default void noValueIsEverThereTwice() throws Exception {
        Id owner = Fixtures.owner(storage());
        for (int round = 0; round < Concurrently.ROUNDS; round++) {
            race(i -> () -> {
                for (int step = 0; step < 10; step++) {
                    long from = (i * 7L + step) % 5;
                    long to = (i * 3L + step * 2L) % 5;
                    switch ((i + step) % 3) {
                        case 0 -> attempt(adding(owner, from));
                        case 1 -> attempt(replacing(owner, from, to));
                        default -> attempt(removing(owner, from));
                    }
                }
                return true;
            });
            List<Content> contents = list(owner).stream().map(Template::content).toList();
            assertThat(contents).doesNotHaveDuplicates();
        }
    }

    private static void attempt(Callable<?> action) throws Exception {
        try {
            action.call();
        } catch (Failure.Conflict expected) {
            // One of the two outcomes of a race.
        }
    }

    private Callable<Id> adding(Id owner, Object value) {
        return () -> {
            Template template = Fixtures.template(owner, value);
            templates().add(template);
            return template.id();
        };
    }

    private Callable<Boolean> replacing(Id owner, Object current, Object replacement) {
        return () -> templates()
                .replace(owner, Fixtures.content(current).fingerprint(), Fixtures.content(replacement), Fixtures.now())
                .isPresent();
    }

    private Callable<Boolean> removing(Id owner, Object value) {
        return () -> templates().remove(owner, Fixtures.content(value).fingerprint());
    }

    private static <T> List<Concurrently.Outcome<T>> race(IntFunction<Callable<T>> runner) throws Exception {
        return Concurrently.run(IntStream.range(0, Concurrently.RUNNERS).mapToObj(runner).toList());
    }

    private static <T> List<Concurrently.Outcome<T>> won(List<Concurrently.Outcome<T>> outcomes) {
        return outcomes.stream().filter(outcome -> outcome.failure() == null).toList();
    }

    private List<Template> list(Id owner) {
        return Lists.readAll(templates(), owner, Order.OLDEST_FIRST, 100);
    }

    private void assertNoTwoAreEqual(Id owner, int count) {
        List<Content> contents = list(owner).stream().map(Template::content).toList();
        assertThat(contents).hasSize(count).doesNotHaveDuplicates();
        assertThat(Collections.frequency(contents, Fixtures.content("wanted"))).isEqualTo(1);
    }
}
