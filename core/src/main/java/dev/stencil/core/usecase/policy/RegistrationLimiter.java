package dev.stencil.core.usecase.policy;

import dev.stencil.core.domain.Failure;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Rate limiter for registrations by address: so many at once, and as many again within an hour, spread evenly.
 * Addresses of one IPv6 network of 64 bits count as one; a network of 56 bits may ask for 4 times as many, one of 48
 * bits for 16 times as many. Time is measured by a monotonic clock: setting the system clock changes nothing.
 *
 * <p>Bounded: it remembers {@value #MAX_NETWORKS} networks, of this process alone, and forgets the one first that has
 * used up least.
 */
public final class RegistrationLimiter {
    /** No limit. */
    public static final int OFF = Integer.MAX_VALUE;

    static final int MAX_NETWORKS = 100_000;

    private final int perHour;
    private final Stopwatch time;
    private final Rate<String> rate = new Rate<>(Duration.ofHours(1), MAX_NETWORKS);

    /**
     * @param perHour at least 1
     * @param nanoTime as {@link System#nanoTime()}
     */
    public RegistrationLimiter(int perHour, LongSupplier nanoTime) {
        this.perHour = perHour;
        this.time = new Stopwatch(nanoTime);
    }

    /**
     * Counts one attempt.
     *
     * @throws Failure.TooManyAttempts if there is none left
     */
    public void count(String address) {
        if (perHour == OFF) {
            return;
        }
        List<Network> networks = Network.of(address);
        synchronized (rate) {
            long now = time.millis();
            long wait = 0;
            for (Network network : networks) {
                wait = Math.max(wait, rate.waiting(network.name(), (long) perHour * network.times(), now));
            }
            GuessLimiter.refuse(wait);
            for (Network network : networks) {
                rate.count(network.name(), (long) perHour * network.times(), now);
            }
        }
    }
}
