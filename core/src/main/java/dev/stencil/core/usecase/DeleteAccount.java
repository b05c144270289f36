package dev.stencil.core.usecase;

import dev.stencil.core.domain.Event;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Failure.Unauthenticated;
import dev.stencil.core.domain.SteadyClock;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.port.Events;
import dev.stencil.core.port.Storage;
import dev.stencil.core.usecase.policy.LiveSessions;
import dev.stencil.core.usecase.policy.Passwords;
import java.time.Duration;
import java.time.Instant;

/**
 * Deletes an account with all that belongs to it, in steps that can each be repeated: the account is closed, its
 * sessions and templates are removed, then the account itself, which frees its name. {@link Sweep} finishes what was
 * interrupted and removes what a request that was under way may have added.
 */
public final class DeleteAccount {
    /** The rest of a larger account is unreachable by then, and the sweep removes it. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final Storage storage;
    private final PasswordProof proof;
    private final LiveSessions live;
    private final SteadyClock clock;
    private final Events events;

    public DeleteAccount(
            Storage storage, Passwords passwords, LiveSessions live, SteadyClock clock, Events events) {
        this.storage = storage;
        this.proof = new PasswordProof(live, passwords, events);
        this.live = live;
        this.clock = clock;
        this.events = events;
    }

    /**
     * @throws Failure.Invalid if the password has a lone surrogate; the pointer is {@code /password}
     * @throws Unauthenticated with the reason {@code CREDENTIALS} if the password is another, which counts as a guess
     * @throws Failure.TooManyAttempts after too many failures
     * @throws Failure.Unavailable if there is no room to hash the password, or the store is away; if the account was
     *     closed by then, nobody gets in any more and the sweep does the rest
     */
    public void delete(Caller caller, String password) {
        Arguments.required("caller", caller, "password", password);
        Passwords.refuseLoneSurrogates("/password", password);
        User closed = close(caller, password);
        live.forget(caller.id());
        events.report(new Event.AccountClosed(caller.id(), caller.session(), caller.client().address()));
        finish(storage, closed, clock, events);
    }

    private User close(Caller caller, String password) {
        User before;
        User closed;
        do {
            before = proof.require(caller, password);
            Instant now = clock.instant();
            closed = before.with(before.access().closed(now), now);
        } while (!storage.users().replace(before, closed));
        return closed;
    }

    /** The steps that follow once the account is closed. */
    static void finish(Storage storage, User closed, SteadyClock clock, Events events) {
        Sweep.removeData(storage, clock, closed.id(), LONGEST);
        storage.users().delete(closed, clock.instant());
        events.report(new Event.AccountDeleted(closed.id()));
    }
}
