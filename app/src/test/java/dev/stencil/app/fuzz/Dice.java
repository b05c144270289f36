package dev.stencil.app.fuzz;

import java.util.List;
import java.util.Random;

/** Random source with a seed: the same seed gives the same values. */
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
