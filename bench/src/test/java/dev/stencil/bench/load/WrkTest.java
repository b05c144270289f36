package dev.stencil.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class WrkTest {
    @Test
    void whatTheScriptReportsIsReadFromWhatWrkPrints() throws IOException {
        Outcome outcome = Wrk.outcome("""
                Running 5s test @ http://127.0.0.1:5000/
                Requests/sec:  10000.00
                bench answers=50000 micros=5000000 wrong=3 broken=0 p50=1500 p99=4000 max=9000
                """);
        assertThat(outcome.perSecond()).isEqualTo(10_000);
        assertThat(outcome.wrong()).isEqualTo(3);
        assertThat(outcome.latency()).isEqualTo(new Outcome.Latency(1500, 4000, 9000));
    }

    @Test
    void brokenConnectionsAreNoFigures() {
        assertThatThrownBy(() -> Wrk.outcome("bench answers=5 micros=5 wrong=0 broken=1 p50=1 p99=1 max=1"))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aWrkThatReportsNothingIsNoFigure() {
        assertThatThrownBy(() -> Wrk.outcome("unable to connect")).isInstanceOf(IOException.class);
    }
}
