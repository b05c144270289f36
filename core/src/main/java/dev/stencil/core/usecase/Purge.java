package dev.stencil.core.usecase;

import dev.stencil.core.domain.Id;
import dev.stencil.core.port.Storage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.IntUnaryOperator;

/** Removes what belongs to an account, in portions: an account may have a million templates. */
final class Purge {
    private static final int PORTION = 500;

    private final Storage storage;
    private final InstantSource clock;

    Purge(Storage storage, InstantSource clock) {
        this.storage = storage;
        this.clock = clock;
    }

    /** @return whether nothing was left within the time */
    boolean run(Id user, Duration longest) {
        Instant deadline = clock.instant().plus(longest);
        return repeat(deadline, portion -> storage.sessions().removeAll(user, portion))
                && repeat(deadline, portion -> storage.templates().removeAll(user, portion));
    }

    boolean expiredSessions(Duration longest) {
        Instant now = clock.instant();
        return repeat(now.plus(longest), portion -> storage.sessions().removeExpired(now, portion));
    }

    private boolean repeat(Instant deadline, IntUnaryOperator removal) {
        while (clock.instant().isBefore(deadline)) {
            if (removal.applyAsInt(PORTION) < PORTION) {
                return true;
            }
        }
        return false;
    }
}
