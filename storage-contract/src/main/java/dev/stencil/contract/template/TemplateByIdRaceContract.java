package dev.stencil.contract.template;

import static dev.stencil.contract.fixture.Described.assertThat;

import dev.stencil.contract.fixture.Concurrently;
import dev.stencil.contract.fixture.Fixtures;
import dev.stencil.contract.fixture.Lists;
import dev.stencil.contract.fixture.StorageUnderTest;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.template.Order;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.domain.template.Versions;
import dev.stencil.core.port.TemplateRepository;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Of changes that expect one version of a template, one is made, whichever way they address it. */
public interface TemplateByIdRaceContract extends StorageUnderTest {
    private TemplateRepository templates() {
        return storage().templates();
    }

    @Test
    default void ofManyReplacementsThatExpectOneVersionOneIsMade() throws Exception {
        for (int round = 0; round < Concurrently.ROUNDS; round++) {
            Template template = added("old");
            List<Concurrently.Outcome<Boolean>> outcomes = race(i -> replacing(template, Versions.only(1), "new " + i));
            assertThat(outcomes).filteredOn(outcome -> Boolean.TRUE.equals(outcome.value())).hasSize(1);
            assertThat(outcomes).filteredOn(outcome -> outcome.failure() != null)
                    .hasSize(Concurrently.RUNNERS - 1)
                    .allSatisfy(lost -> assertThat(lost.failure())
                            .isInstanceOfSatisfying(Failure.StaleVersion.class,
                                    stale -> assertThat(stale.current()).isEqualTo(2)));
            assertThat(list(template.owner())).singleElement()
                    .satisfies(only -> assertThat(only.version()).isEqualTo(2));
        }
    }

    @Test
    default void everyReplacementThatExpectsAnyVersionIsMade() throws Exception {
        Template template = added("old");
        List<Concurrently.Outcome<Boolean>> outcomes = race(i -> replacing(template, Versions.any(), "new " + i));
        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.value()).isTrue());
        assertThat(list(template.owner())).singleElement()
                .satisfies(only -> assertThat(only.version()).isEqualTo(1 + Concurrently.RUNNERS));
    }

    @Test
    default void ofReplacementsAndRemovalsThatExpectOneVersionOneIsMade() throws Exception {
        for (int round = 0; round < Concurrently.ROUNDS; round++) {
            Template template = added("old");
            List<Concurrently.Outcome<Boolean>> outcomes = race(i -> switch (i % 3) {
                case 0 -> replacing(template, Versions.only(1), "new");
                case 1 -> () -> templates().remove(template.owner(), template.id(), Versions.only(1));
                default -> () -> templates().remove(template.owner(), template.content().fingerprint());
            });
            List<Integer> winners = IntStream.range(0, outcomes.size())
                    .filter(i -> Boolean.TRUE.equals(outcomes.get(i).value()))
                    .boxed()
                    .toList();
            assertThat(winners).hasSize(1);
            assertThat(list(template.owner())).hasSize(winners.getFirst() % 3 == 0 ? 1 : 0);
        }
    }

    @Test
    default void ofManyTemplatesReplacedByOneValueByTheirIdsOneGetsIt() throws Exception {
        for (int round = 0; round < Concurrently.ROUNDS; round++) {
            Id owner = Fixtures.owner(storage());
            List<Template> all = IntStream.range(0, Concurrently.RUNNERS)
                    .mapToObj(i -> Fixtures.template(owner, "old " + i))
                    .peek(templates()::add)
                    .toList();
            List<Concurrently.Outcome<Boolean>> outcomes = race(i -> replacing(all.get(i), Versions.any(), "wanted"));
            assertThat(outcomes).filteredOn(outcome -> Boolean.TRUE.equals(outcome.value())).hasSize(1);
            assertThat(outcomes).filteredOn(Concurrently.Outcome::isConflict).hasSize(Concurrently.RUNNERS - 1);
            assertThat(list(owner)).hasSize(Concurrently.RUNNERS);
        }
    }

    private Template added(Object value) {
        Template template = Fixtures.template(Fixtures.owner(storage()), value);
        templates().add(template);
        return template;
    }

    private Callable<Boolean> replacing(Template template, Versions expected, Object value) {
        return () -> templates()
                .replace(template.owner(), template.id(), expected, Fixtures.content(value), Fixtures.now())
                .isPresent();
    }

    private static List<Concurrently.Outcome<Boolean>> race(IntFunction<Callable<Boolean>> runner) throws Exception {
        return Concurrently.run(IntStream.range(0, Concurrently.RUNNERS).mapToObj(runner).toList());
    }

    private List<Template> list(Id owner) {
        return Lists.readAll(templates(), owner, Order.OLDEST_FIRST, 100);
    }
}
