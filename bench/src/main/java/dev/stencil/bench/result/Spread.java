package dev.stencil.bench.result;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.ToDoubleFunction;

/** Of some values the middle one, or the mean of the two in the middle, and the ends. */
public record Spread(double median, double min, double max) {
    /** @throws IllegalArgumentException if there is none */
    public static <T> Spread of(Collection<T> all, ToDoubleFunction<T> value) {
        double[] sorted = all.stream().mapToDouble(value).sorted().toArray();
        int count = sorted.length;
        if (count == 0) {
            throw new IllegalArgumentException("no values");
        }
        double median = (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
        return new Spread(median, sorted[0], Arrays.stream(sorted).max().orElseThrow());
    }
}
