package dev.stencil.core.usecase;

import dev.stencil.core.domain.Client;
import dev.stencil.core.domain.Event;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.account.ResetToken;
import dev.stencil.core.domain.account.User;
import java.util.Optional;

/** Sets a new password with a token that {@link ManageAccounts#beginReset} handed out, for whoever cannot log in. */
public final class ResetPassword {

    private final Context context;

    public ResetPassword(Context context) {
        this.context = context;
    }

    /**
     * Sets the password and ends all sessions and tokens, the reset token too, all in one step: of many who present it
     * at once, one sets theirs. A password that is refused does not use it up. An account that is disabled stays so.
     *
     * @throws Failure.Unauthenticated with the reason {@code SIGNATURE} if the token is none that is good now, which
     *     counts as a guess: unknown, altered, used, expired, or followed by another, by a change of the password or
     *     by anything else that ended all sessions
     * @throws Failure.Invalid if the password breaks a rule; the pointer is {@code /new_password}
     * @throws Failure.TooManyAttempts after too many failures
     * @throws Failure.Unavailable if there is no room to hash, or the store is away
     */
    public void reset(String resetToken, String password, Client client) {
        Arguments.required("resetToken", resetToken, "password", password, "client", client);
        Optional<ResetToken> token = ResetToken.parse(resetToken);
        User before = redeemed(token, token.map(it -> it.user().hex()).orElse(resetToken), client);
        context.passwords().checkNew("/new_password", password, before.name());
        String hash = context.passwords().hash(password, client.address());
        while (!context.live().replace(before, before.withPassword(hash, context.now()))) {
            // Ends soon: of what changes an account, little leaves the token good.
            before = token.flatMap(this::admitted).orElseThrow(ResetPassword::refused);
        }
        context.report(new Event.PasswordReset(before.id(), client.address()));
    }

    private User redeemed(Optional<ResetToken> token, String whom, Client client) {
        try {
            return context.passwords()
                    .redeem(whom, client.address(), () -> token.flatMap(this::admitted))
                    .orElseThrow(() -> {
                        context.report(new Event.PasswordResetRefused(client.address()));
                        return refused();
                    });
        } catch (Failure.TooManyAttempts e) {
            context.report(new Event.SignInThrottled(client.address()));
            throw e;
        }
    }

    private Optional<User> admitted(ResetToken token) {
        return context.users().find(token.user())
                .filter(user -> !user.access().isClosed())
                .filter(user -> user.reset()
                        .filter(reset -> reset.admits(token, user.access(), context.now()))
                        .isPresent());
    }

    private static Failure.Unauthenticated refused() {
        return new Failure.Unauthenticated(Failure.Unauthenticated.Reason.SIGNATURE);
    }
}
