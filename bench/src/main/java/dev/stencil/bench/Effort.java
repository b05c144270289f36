package dev.stencil.bench;

import java.time.Duration;

/**
 * How much is measured.
 *
 * @param round how long one round of one server takes
 * @param warmUp of each server in each scenario
 * @param starts how often Stencil is started to see how long that takes
 */
record Effort(int rounds, Duration round, Duration warmUp, int connections, int starts) {
    private static final int QUICK_ROUNDS = 2;

    /** Enough to see that everything works, and too little for figures. */
    static Effort quick(int connections) {
        return new Effort(QUICK_ROUNDS, Duration.ofSeconds(1), Duration.ofSeconds(1), connections, 1);
    }
}
