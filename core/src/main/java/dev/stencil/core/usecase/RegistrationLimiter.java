package dev.stencil.core.usecase;

import dev.stencil.core.domain.Failure;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/**
 * Limits how many accounts are asked for from one address: so many at once, and as many again within an hour, spread
 * evenly. Addresses of one IPv6 network of 64 bits count as one.
 *
 * <p>Bounded: it remembers the {@value #MAX_CLIENTS} addresses that asked last, of this process alone.
 */
public final class RegistrationLimiter {
    /** No limit. */
    public static final int OFF = Integer.MAX_VALUE;

    private static final int MAX_CLIENTS = 100_000;
    private static final long HOUR = Duration.ofHours(1).toMillis();

    private final int perHour;
    private final InstantSource clock;
    /** By network: the time at which nothing of what it may do is used up. */
    private final Map<String, Long> recovered = new Recent<>(MAX_CLIENTS);

    /** @param perHour at least 1 */
    public RegistrationLimiter(int perHour, InstantSource clock) {
        this.perHour = perHour;
        this.clock = clock;
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
        String network = Network.of(address);
        synchronized (recovered) {
            long now = clock.millis();
            long next = Math.max(now, recovered.getOrDefault(network, now)) + HOUR / perHour;
            if (next - now > HOUR) {
                throw new Failure.TooManyAttempts(Duration.ofMillis(next - now - HOUR));
            }
            recovered.put(network, next);
        }
    }
}
