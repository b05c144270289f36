package dev.stencil.app.fuzz;

import java.util.List;
import java.util.Random;

/** Chance from a seed: the same seed, the same throws. */
record Dice(Random random) {
    Dice(long seed) {
        this(new Random(seed));
    }

    /** True in so many of a hundred cases. */
    boolean in100(int times) {
        return random.nextInt(100) < times;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
