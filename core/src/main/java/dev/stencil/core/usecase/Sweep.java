package dev.stencil.core.usecase;

import dev.stencil.core.domain.Event;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.Tombstone;
import dev.stencil.core.domain.account.User;
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
    /** The rest of a larger account that its owner deletes is unreachable by then: a later run removes it. */
    private static final Duration LONGEST_AT_ONCE = Duration.ofSeconds(5);

    private final Context context;

    public Sweep(Context context) {
        this.context = context;
    }

    /**
     * Sweeps once. A failure of one deletion keeps no other from being made.
     *
     * @throws Failure.Unavailable if something is left to be done; the next run goes on
     * @throws RuntimeException or an Error, if something else failed
     */
    public void run() {
        List<Throwable> failures = new ArrayList<>();
        each(() -> context.users().closed(PORTION), this::finish, failures);
        each(() -> context.users().tombstones(context.now().minus(REST), PORTION), this::clear, failures);
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

    private static <T> void each(Supplier<List<T>> portions, Consumer<T> work, List<Throwable> failures) {
        attempt(() -> {
            List<T> portion;
            do {
                portion = portions.get();
                portion.forEach(item -> attempt(() -> work.accept(item), failures));
            } while (failures.isEmpty() && portion.size() == PORTION);
        }, failures);
    }

    /** Deletes an account that is closed: first its data, then itself. */
    void finish(User closed) {
        removeData(closed.id(), LONGEST_AT_ONCE);
        context.users().delete(closed, context.now());
        context.report(new Event.AccountDeleted(closed.id()));
    }

    /**
     * Removes the sessions and templates of an account, in portions: an account may have a million templates.
     *
     * @return whether nothing was left within the time
     */
    private boolean removeData(Id user, Duration longest) {
        Instant deadline = context.now().plus(longest);
        return repeat(deadline, portion -> context.sessions().removeAll(user, portion))
                && repeat(deadline, portion -> context.storage().templates().removeAll(user, portion));
    }

    private void removeExpiredSessions() {
        Instant now = context.now();
        repeat(now.plus(LONGEST), portion -> context.sessions().removeExpired(now, portion));
    }

    private boolean repeat(Instant deadline, IntUnaryOperator removal) {
        while (context.now().isBefore(deadline)) {
            if (removal.applyAsInt(REMOVAL) < REMOVAL) {
                return true;
            }
        }
        return false;
    }

    private void clear(Tombstone tombstone) {
        if (!removeData(tombstone.user(), LONGEST)) {
            throw new Failure.Unavailable(REST, "an account has more than a sweep can remove", null);
        }
        context.users().removeTombstone(tombstone.user());
    }
}
