package dev.stencil.contract.template;

import static dev.stencil.contract.fixture.Concurrently.race;
import static dev.stencil.contract.fixture.Concurrently.winner;
import static dev.stencil.contract.fixture.Concurrently.winnerOfConflict;
import static dev.stencil.contract.fixture.Described.assertThat;

import dev.stencil.contract.fixture.Concurrently;
import dev.stencil.contract.fixture.Concurrently.Outcome;
import dev.stencil.contract.fixture.Fixtures;
import dev.stencil.contract.fixture.StorageUnderTest;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.domain.template.Versions;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Whatever happens at once, it is as if one thing had happened after the other: of changes that expect one value or one
 * version of a template, one is made.
 */
public interface TemplateRaceContract extends StorageUnderTest {
    @Test
    default void ofManyEqualAddsOneWins() throws Exception {
        for (int round = 0; round < Concurrently.ROUNDS; round++) {
            Id owner = owner();
            List<Outcome<Id>> outcomes = race(i -> adding(owner, i % 2 == 0 ? (Object) 7L : (Object) 7.0));
            assertThat(list(owner)).extracting(Template::id).containsExactly(winnerOfConflict(outcomes));
        }
    }

    @Test
    default void manyDifferentAddsAreAllThere() throws Exception {
        Id owner = owner();
        assertThat(race(i -> adding(owner, (long) i))).allSatisfy(outcome -> assertThat(outcome.failure()).isNull());
        assertThat(list(owner)).extracting(template -> template.content().value())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, Concurrently.RUNNERS).mapToObj(i -> (Object) (long) i).toList());
    }

    @Test
    default void ofManyReplacementsOfOneValueOneWins() throws Exception {
        for (int round = 0; round < Concurrently.ROUNDS; round++) {
            Id owner = owner();
            add(owner, "old");
            winner(race(i -> replacing(owner, "old", "new " + i)), lost -> lost == null);
            assertThat(list(owner)).extracting(Template::version).containsExactly(2L);
        }
    }

    @Test
    default void ofReplacementsAndRemovalsOfOneValueOneWins() throws Exception {
        for (int round = 0; round < Concurrently.ROUNDS; round++) {
            Id owner = owner();
            add(owner, "old");
            List<Outcome<Boolean>> outcomes = race(
                    i -> i % 2 == 0 ? replacing(owner, "old", "new") : removing(owner, "old"));
            assertThat(list(owner)).hasSize(winner(outcomes) % 2 == 0 ? 1 : 0);
        }
    }

    @Test
    default void ofManyRemovalsOfOneValueOneWins() throws Exception {
        for (int round = 0; round < Concurrently.ROUNDS; round++) {
            Id owner = owner();
            add(owner, "old");
            winner(race(i -> removing(owner, "old")));
            assertList(owner);
        }
    }

    @Test
    default void ofManyTemplatesReplacedByOneValueOneGetsIt() throws Exception {
        for (int round = 0; round < Concurrently.ROUNDS; round++) {
            Id owner = owner();
            IntStream.range(0, Concurrently.RUNNERS).forEach(i -> add(owner, "old " + i));
            winner(race(i -> replacing(owner, "old " + i, "wanted")), lost -> lost instanceof Failure.Conflict);
            List<Content> contents = list(owner).stream().map(Template::content).toList();
            assertThat(contents).hasSize(Concurrently.RUNNERS).doesNotHaveDuplicates();
            assertThat(Collections.frequency(contents, Fixtures.content("wanted"))).isEqualTo(1);
        }
    }

    @Test
    default void ofAddsAndReplacementsThatWantOneValueOneGetsIt() throws Exception {
        for (int round = 0; round < Concurrently.ROUNDS; round++) {
            Id owner = owner();
            add(owner, "old");
            winner(race(
                    i -> i % 2 == 0 ? replacing(owner, "old", "wanted")::call : adding(owner, "wanted")::call),
                    lost -> lost == null || lost instanceof Failure.Conflict);
            assertThat(list(owner)).filteredOn(template -> "wanted".equals(template.content().value())).hasSize(1);
        }
    }

    /** Adds, replacements and removals over a few values: whatever comes of it, no value is there twice. */
    @Test
    default void noValueIsEverThereTwice() throws Exception {
        Id owner = owner();
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
            assertThat(list(owner)).extracting(Template::content).doesNotHaveDuplicates();
        }
    }

    @Test
    default void ofManyReplacementsThatExpectOneVersionOneIsMade() throws Exception {
        for (int round = 0; round < Concurrently.ROUNDS; round++) {
            Template template = add(owner(), "old");
            winner(race(i -> replacing(template, Versions.only(1), "new " + i)),
                    lost -> lost instanceof Failure.StaleVersion stale && stale.current() == 2);
            assertThat(list(template.owner())).extracting(Template::version).containsExactly(2L);
        }
    }

    @Test
    default void everyReplacementThatExpectsAnyVersionIsMade() throws Exception {
        Template template = add(owner(), "old");
        List<Outcome<Boolean>> outcomes = race(i -> replacing(template, Versions.any(), "new " + i));
        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.value()).isTrue());
        assertThat(list(template.owner())).extracting(Template::version).containsExactly(1L + Concurrently.RUNNERS);
    }

    @Test
    default void ofReplacementsAndRemovalsThatExpectOneVersionOneIsMade() throws Exception {
        for (int round = 0; round < Concurrently.ROUNDS; round++) {
            Template template = add(owner(), "old");
            List<Outcome<Boolean>> outcomes = race(i -> switch (i % 3) {
                case 0 -> replacing(template, Versions.only(1), "new");
                case 1 -> () -> remove(template, Versions.only(1));
                default -> () -> templates().remove(template.owner(), template.content().fingerprint());
            });
            assertThat(list(template.owner())).hasSize(winner(outcomes) % 3 == 0 ? 1 : 0);
        }
    }

    @Test
    default void ofManyTemplatesReplacedByOneValueByTheirIdsOneGetsIt() throws Exception {
        for (int round = 0; round < Concurrently.ROUNDS; round++) {
            Id owner = owner();
            List<Template> all = IntStream.range(0, Concurrently.RUNNERS)
                    .mapToObj(i -> add(owner, "old " + i)).toList();
            winner(race(i -> replacing(all.get(i), Versions.any(), "wanted")),
                    lost -> lost instanceof Failure.Conflict);
            assertThat(list(owner)).hasSize(Concurrently.RUNNERS);
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
        return () -> add(owner, value).id();
    }

    private Callable<Boolean> replacing(Id owner, Object current, Object replacement) {
        return () -> replace(owner, current, replacement);
    }

    private Callable<Boolean> removing(Id owner, Object value) {
        return () -> remove(owner, value);
    }

    private Callable<Boolean> replacing(Template template, Versions expected, Object value) {
        return () -> replace(template, expected, value).isPresent();
    }
}
