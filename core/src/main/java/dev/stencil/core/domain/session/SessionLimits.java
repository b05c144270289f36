package dev.stencil.core.domain.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;

/**
 * Limits on the lifetime of a session.
 *
 * @param idle without being used
 * @param absolute in all, however much it is used
 */
public record SessionLimits(Duration idle, Duration absolute) {
    public static final SessionLimits DEFAULT = new SessionLimits(Duration.ofDays(30), Duration.ofDays(90));

    /**
     * The same limits, raised to the lifetime of an access token where they are shorter: a session must outlive its
     * token.
     */
    public SessionLimits noShorterThan(Duration accessToken) {
        return new SessionLimits(
                Collections.max(List.of(idle, accessToken)), Collections.max(List.of(absolute, accessToken)));
    }

    /** When a session expires. */
    public Instant expiry(Instant created, Instant lastUsed) {
        return Collections.min(List.of(lastUsed.plus(idle), created.plus(absolute)));
    }
}
