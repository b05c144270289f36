package dev.stencil.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HistogramTest {
    private final Histogram histogram = new Histogram();

    @Test
    void percentilesAreKeptToWithinTwoPercent() {
        LongStream.rangeClosed(1, 100_000).forEach(histogram::record);

        assertThat(histogram.percentile(50)).isCloseTo(50_000, withPercentage(2));
        assertThat(histogram.percentile(99)).isCloseTo(99_000, withPercentage(2));
        assertThat(histogram.latency().max()).isEqualTo(100_000);
    }

    @Test
    void smallValuesAreExact() {
        LongStream.rangeClosed(1, 100).forEach(histogram::record);

        assertThat(histogram.latency()).isEqualTo(new Outcome.Latency(50, 99, 100));
    }

    @Test
    void aSingleValueIsEveryPercentile() {
        histogram.record(Long.MAX_VALUE);

        assertThat(histogram.latency())
                .isEqualTo(new Outcome.Latency(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE));
    }

    @Test
    void histogramsAddUp() {
        Histogram other = new Histogram();
        LongStream.rangeClosed(1, 50).forEach(histogram::record);
        LongStream.rangeClosed(51, 100).forEach(other::record);
        histogram.add(other);

        assertThat(histogram.latency()).isEqualTo(new Outcome.Latency(50, 99, 100));
    }

    @Test
    void withoutValuesAllIsZero() {
        assertThat(histogram.latency()).isEqualTo(new Outcome.Latency(0, 0, 0));
    }
}
