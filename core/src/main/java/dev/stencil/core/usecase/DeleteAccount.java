package dev.stencil.core.usecase;

import dev.stencil.core.domain.Event;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.usecase.policy.Passwords;
import java.time.Instant;

/**
 * Deletes an account with all that belongs to it, in steps that can each be repeated: the account is closed, its
 * sessions and templates are removed, then the account itself, which frees its name. {@link Sweep} finishes what was
 * interrupted and removes what a request that was under way may have added.
 */
public final class DeleteAccount {
    private final Context context;

    public DeleteAccount(Context context) {
        this.context = context;
    }

    /**
     * @throws Failure.Invalid if the password has a lone surrogate; the pointer is {@code /password}
     * @throws Failure.Unauthenticated with the reason {@code CREDENTIALS} if the password is another, which counts as a
     *     guess
     * @throws Failure.TooManyAttempts after too many failures
     * @throws Failure.Unavailable if there is no room to hash the password, or the store is away; if the account was
     *     closed by then, nobody gets in any more and the sweep does the rest
     */
    public void delete(Caller caller, String password) {
        Arguments.required("caller", caller, "password", password);
        Passwords.refuseLoneSurrogates("/password", password);
        User before;
        User closed;
        do {
            before = PasswordProof.require(context, caller, password);
            Instant now = context.now();
            closed = before.with(before.access().closed(now), now);
        } while (!context.live().replace(before, closed));
        context.report(new Event.AccountClosed(caller.id(), caller.session(), caller.client().address()));
        new Sweep(context).finish(closed);
    }
}
