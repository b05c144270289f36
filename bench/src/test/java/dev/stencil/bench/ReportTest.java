package dev.stencil.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stencil.bench.Comparison.Measured;
import dev.stencil.bench.Comparison.Result;
import dev.stencil.bench.Comparison.Round;
import java.io.IOException;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class ReportTest {
    @Test
    void theMedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
        assertThat(Spread.of(DoubleStream.of(3, 1, 2))).isEqualTo(new Spread(2, 1, 3));
        assertThat(Spread.of(DoubleStream.of(4, 1, 2, 3))).isEqualTo(new Spread(2.5, 1, 4));
        assertThatThrownBy(() -> Spread.of(DoubleStream.empty())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theRatioIsThatOfEachRoundAndNotOfTheSums() {
        assertThat(result(side(90, 10, 300), side(100, 20, 300)).ratio()).contains(new Spread(0.9, 0.5, 1));
    }

    @Test
    void tablesHaveBothSidesOrTheOneThereIs() {
        List<Result> results = List.of(result(side(90), side(100)), result(side(50)));

        assertThat(Report.scenarios(results).toString()).contains("| 0.90 (0.90..0.90) |")
                .containsPattern("\\| +50 \\| +- \\|");
        assertThat(Report.processes(results).toString()).contains("| other   | ", " 700 (700..700) |");
    }

    @Test
    void whatTheScriptReportsIsReadFromWhatWrkPrints() throws IOException {
        assertThat(Wrk.outcome("Running 5s test\nbench answers=50000 micros=5000000 failed=3 broken=0 p99=4000\n"))
                .isEqualTo(new Wrk.Outcome(50_000, 3, 5, 4));
    }

    @Test
    void brokenConnectionsAndNoReportAreNoFigures() {
        assertThatThrownBy(() -> Wrk.outcome("bench answers=5 micros=5 failed=0 broken=1 p99=1"))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Wrk.outcome("unable to connect")).isInstanceOf(IOException.class);
    }

    private static Result result(Measured... sides) {
        return new Result(Scenario.ALL.getFirst(), "bare", List.of(sides));
    }

    private static Measured side(double... perSecond) {
        return new Measured(DoubleStream.of(perSecond).mapToObj(each -> new Round(each, 1, 1)).toList(), 700, 120);
    }
}
