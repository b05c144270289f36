package dev.stencil.bench.growth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.core.memory.InMemoryStorage;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrialTest {
    private static final int SIZE = 1_000;

    @Test
    void everyStepThatTheStoreIsLargeEnoughForIsMeasuredAndTheSizeStays() {
        InMemoryStorage storage = new InMemoryStorage();
        Sized store = Sized.empty(() -> new StoreKind.Opened(storage, storage::close), SIZE);
        store.fill();
        Trial trial = new Trial(store);
        Trial.STEPS.forEach(trial::run);
        assertThat(trial.measured()).containsKeys("list 10, page 10", "list 100, page 1", Trial.CREATE, Trial.DELETE)
                .doesNotContainKey("list 100, page 10");
        assertThat(storage.archive().inventory().templates()).isEqualTo(SIZE);
        assertThat(new Table(List.of(SIZE), List.of(trial.measured())).text()).contains("| list 100, page 10 | – |");
    }
}
