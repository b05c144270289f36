package dev.stencil.core.usecase;

import dev.stencil.core.domain.Event;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.usecase.policy.Passwords;
import org.jspecify.annotations.Nullable;

/** Changes the password of an account. */
public final class ChangePassword {
    private final Context context;

    public ChangePassword(Context context) {
        this.context = context;
    }

    /**
     * Changes the password and ends all other sessions and tokens of the caller, both in one step: a session that is
     * begun meanwhile with the old password does not count.
     *
     * @throws Failure.Invalid if the new one breaks a rule; the pointer is {@code /current_password} or
     *     {@code /new_password}
     * @throws Failure.Unauthenticated with the reason {@code CREDENTIALS} if the current one is another, which counts
     *     as a guess
     * @throws Failure.TooManyAttempts after too many failures
     * @throws Failure.Unavailable if there is no room to hash, or the store is away
     */
    public void change(Caller caller, String current, String replacement) {
        Arguments.required("caller", caller, "current", current, "replacement", replacement);
        Passwords.refuseLoneSurrogates("/current_password", current);
        context.passwords().checkNew("/new_password", replacement, caller.user().name());
        @Nullable
        String hash = null;
        User before;
        do {
            before = PasswordProof.require(context, caller, current);
            hash = hash == null ? context.passwords().hash(replacement, caller.client().address()) : hash;
            // A compare-and-set that fails lost to an upgraded hash or to ended sessions: neither is undone.
        } while (!context.live().replace(before, before.withPassword(hash, caller.session(), context.now())));
        context.report(new Event.PasswordChanged(caller.id(), caller.session(), caller.client().address()));
    }
}
