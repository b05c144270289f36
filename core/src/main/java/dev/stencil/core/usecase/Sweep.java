package dev.stencil.core.usecase;

import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.SteadyClock;
import dev.stencil.core.domain.account.Tombstone;
import dev.stencil.core.port.Events;
import dev.stencil.core.port.Storage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;

/**
 * Finishes deletions that were interrupted, removes what late writes left of deleted accounts, and expired sessions.
 * Any number of processes may run it at once; {@link Sweeper} does, every minute.
 */
public final class Sweep {
    /** How long a tombstone is kept: longer than any request that found the account before it was closed. */
    static final Duration REST = Duration.ofSeconds(30);

    /** How many accounts are read at a time. */
    private static final int PORTION = 100;
    /** How many rows are removed at a time. */
    private static final int REMOVAL = 500;
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final Storage storage;
    private final SteadyClock clock;
    private final Events events;

    public Sweep(Storage storage, SteadyClock clock, Events events) {
        this.storage = storage;
        this.clock = clock;
        this.events = events;
    }

    /**
     * Sweeps once. A failure of one deletion keeps no other from being made.
     *
     * @throws Failure.Unavailable if something is left to be done; the next run goes on
     * @throws RuntimeException or an Error, if something else failed
     */
    public void run() {
        List<Throwable> failures = new ArrayList<>();
        attempt(() -> each(
                () -> storage.users().closed(PORTION),
                user -> DeleteAccount.finish(storage, user, clock, events),
                failures), failures);
        attempt(() -> each(
                () -> storage.users().tombstones(clock.instant().minus(REST), PORTION),
                this::clear,
                failures), failures);
        attempt(this::removeExpiredSessions, failures);
        switch (failures.isEmpty() ? null : failures.getFirst()) {
            case null -> {
            }
            case RuntimeException failure -> throw failure;
            case Error failure -> throw failure;
            case Throwable failure -> throw new AssertionError(failure);
        }
    }

    private static void attempt(Runnable work, List<Throwable> failures) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            failures.add(e);
        }
    }

    private static <T> void each(
            Supplier<List<T>> portions, Consumer<T> work, List<Throwable> failures) {
        List<T> portion;
        do {
            portion = portions.get();
            for (T item : portion) {
                attempt(() -> work.accept(item), failures);
            }
        } while (failures.isEmpty() && portion.size() == PORTION);
    }

    /**
     * Removes the sessions and templates of an account, in portions: an account may have a million templates.
     *
     * @return whether nothing was left within the time
     */
    static boolean removeData(Storage storage, SteadyClock clock, Id user, Duration longest) {
        Instant deadline = clock.instant().plus(longest);
        return repeat(clock, deadline, portion -> storage.sessions().removeAll(user, portion))
                && repeat(clock, deadline, portion -> storage.templates().removeAll(user, portion));
    }

    private void removeExpiredSessions() {
        Instant now = clock.instant();
        repeat(clock, now.plus(LONGEST), portion -> storage.sessions().removeExpired(now, portion));
    }

    private static boolean repeat(SteadyClock clock, Instant deadline, IntUnaryOperator removal) {
        while (clock.instant().isBefore(deadline)) {
            if (removal.applyAsInt(REMOVAL) < REMOVAL) {
                return true;
            }
        }
        return false;
    }

    private void clear(Tombstone tombstone) {
        if (!removeData(storage, clock, tombstone.user(), LONGEST)) {
            throw new Failure.Unavailable(REST, "an account has more than a sweep can remove", null);
        }
        storage.users().removeTombstone(tombstone.user());
    }
}
