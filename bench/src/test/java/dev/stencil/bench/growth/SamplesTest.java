package dev.stencil.bench.growth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SamplesTest {
    private static Samples of(LongStream micros) {
        Samples samples = new Samples();
        micros.forEach(one -> samples.add(one * 1_000));
        return samples;
    }

    @Test
    void halfOfThemDoNotExceedTheMedianAndOneInAHundredExceedsTheOther() {
        Samples samples = of(LongStream.rangeClosed(1, 2_000).map(i -> 2_001 - i));
        assertThat(samples.medianMicros()).isEqualTo(1_000);
        assertThat(samples.p99Micros()).isEqualTo(1_980);
    }

    @Test
    void oneIsBoth() {
        Samples samples = of(LongStream.of(7));
        assertThat(samples.medianMicros()).isEqualTo(7);
        assertThat(samples.p99Micros()).isEqualTo(7);
    }
}
