package dev.stencil.bench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stencil.bench.load.Outcome;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void theMedianIsTheMiddleOfAnOddNumber() {
        assertThat(Spread.of(List.of(3.0, 1.0, 2.0), x -> x)).isEqualTo(new Spread(2, 1, 3));
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
        assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 3.0), x -> x)).isEqualTo(new Spread(2.5, 1, 4));
    }

    @Test
    void nothingHasNoMedian() {
        assertThatThrownBy(() -> Spread.of(List.<Double>of(), x -> x)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theRatioIsThatOfEachRoundAndNotOfTheSums() {
        List<Round> rounds = List.of(round(90, 100), round(10, 20), round(300, 300));
        assertThat(Compared.of("a", "a", "SQLite", "wrk", rounds, Optional.empty()).ratio())
                .contains(new Spread(0.9, 0.5, 1));
    }

    @Test
    void withoutABaselineThereIsNoRatio() {
        List<Round> rounds = List.of(new Round(figures(1), null));
        assertThat(Compared.of("a", "a", "SQLite", "wrk", rounds, Optional.empty()).ratio()).isEmpty();
    }

    private static Round round(double stencil, double bare) {
        return new Round(figures(stencil), figures(bare));
    }

    private static Figures figures(double perSecond) {
        return new Figures(1, perSecond, new Outcome.Latency(1, 1, 1), 1);
    }
}
