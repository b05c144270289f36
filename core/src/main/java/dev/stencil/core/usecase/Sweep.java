package dev.stencil.core.usecase;

import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.SteadyClock;
import dev.stencil.core.domain.Tombstone;
import dev.stencil.core.domain.User;
import dev.stencil.core.port.Events;
import dev.stencil.core.port.Storage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Finishes deletions that were interrupted, removes what late writes left of deleted accounts, and expired sessions. To
 * be run at start and every minute, by any number of processes.
 */
public final class Sweep {
    /** Longer than any request that found the account before it was closed can take. */
    static final Duration REST = Duration.ofSeconds(30);

    private static final int PORTION = 100;
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final Storage storage;
    private final Purge purge;
    private final InstantSource clock;
    private final Events events;

    public Sweep(Storage storage, InstantSource clock, Events events) {
        this.storage = storage;
        this.clock = new SteadyClock(clock);
        this.purge = new Purge(storage, this.clock);
        this.events = events;
    }

    /** @throws Failure.Unavailable if the store is away: the next run goes on */
    public void run() {
        List<User> closed;
        do {
            closed = storage.users().closed(PORTION);
            closed.forEach(user -> DeleteAccount.finish(storage, user, clock, events));
        } while (closed.size() == PORTION);
        List<Tombstone> rested;
        boolean all = true;
        do {
            rested = storage.users().tombstones(clock.instant().minus(REST), PORTION);
            for (Tombstone tombstone : rested) {
                all &= remove(tombstone);
            }
        } while (all && rested.size() == PORTION);
        purge.expiredSessions(LONGEST);
    }

    private boolean remove(Tombstone tombstone) {
        boolean empty = purge.run(tombstone.user(), LONGEST);
        if (empty) {
            storage.users().removeTombstone(tombstone.user());
        }
        return empty;
    }
}
