package dev.stencil.core.domain.session;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a session goes on.
 *
 * @param idle without being used
 * @param absolute in all, however much it is used
 */
public record SessionLimits(Duration idle, Duration absolute) {
    public static final SessionLimits DEFAULT = new SessionLimits(Duration.ofDays(30), Duration.ofDays(90));

    /** At least as long as an access token is good for: nobody is to be surprised by a session that ends earlier. */
    public SessionLimits noShorterThan(Duration accessToken) {
        return new SessionLimits(longer(idle, accessToken), longer(absolute, accessToken));
    }

    /** When a session expires. */
    public Instant expiry(Instant created, Instant lastUsed) {
        Instant whenIdle = lastUsed.plus(idle);
        Instant whenOld = created.plus(absolute);
        return whenIdle.isBefore(whenOld) ? whenIdle : whenOld;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
