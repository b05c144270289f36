package dev.stencil.bench;

import java.util.stream.DoubleStream;

/** Median of some values (the mean of the two in the middle, if there are two), the least and the greatest. */
record Spread(double median, double min, double max) {
    /** @throws IllegalArgumentException if there is none */
    static Spread of(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        int count = sorted.length;
        if (count == 0) {
            throw new IllegalArgumentException("no values");
        }
        return new Spread((sorted[(count - 1) / 2] + sorted[count / 2]) / 2, sorted[0], sorted[count - 1]);
    }
}
