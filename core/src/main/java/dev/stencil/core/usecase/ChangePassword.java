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
import org.jspecify.annotations.Nullable;

/** Changes the password of an account. */
public final class ChangePassword {
    private final Storage storage;
    private final Passwords passwords;
    private final PasswordProof proof;
    private final LiveSessions live;
    private final SteadyClock clock;
    private final Events events;

    public ChangePassword(
            Storage storage,
            Passwords passwords,
            LiveSessions live,
            SteadyClock clock,
            Events events) {
        this.storage = storage;
        this.passwords = passwords;
        this.proof = new PasswordProof(live, passwords, events);
        this.live = live;
        this.clock = clock;
        this.events = events;
    }

    /**
     * Changes the password and ends all other sessions and tokens of the caller, both in one step: a session that is
     * begun meanwhile with the old password does not count.
     *
     * @throws Failure.Invalid if the new one breaks a rule; the pointer is {@code /current_password} or
     *     {@code /new_password}
     * @throws Unauthenticated with the reason {@code CREDENTIALS} if the current one is another, which counts as a
     *     guess
     * @throws Failure.TooManyAttempts after too many failures
     * @throws Failure.Unavailable if there is no room to hash, or the store is away
     */
    public void change(Caller caller, String current, String replacement) {
        Arguments.required("caller", caller, "current", current, "replacement", replacement);
        Passwords.refuseLoneSurrogates("/current_password", current);
        passwords.checkNew("/new_password", replacement, caller.user().name());
        @Nullable
        String hash = null;
        User before;
        User after;
        do {
            before = proof.require(caller, current);
            hash = hash == null ? passwords.hash(replacement, caller.client().address()) : hash;
            after = before.withPassword(hash, caller.session(), clock.instant());
            // A compare-and-set that fails lost to an upgraded hash or to ended sessions: neither is undone.
        } while (!storage.users().replace(before, after));
        live.forget(caller.id());
        ManageSessions.removeEnded(storage, after);
        events.report(new Event.PasswordChanged(caller.id(), caller.session(), caller.client().address()));
    }
}
