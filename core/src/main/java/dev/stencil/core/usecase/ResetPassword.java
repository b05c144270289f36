package dev.stencil.core.usecase;

import dev.stencil.core.domain.Client;
import dev.stencil.core.domain.Event;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Failure.Unauthenticated;
import dev.stencil.core.domain.SteadyClock;
import dev.stencil.core.domain.account.ResetToken;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.port.Events;
import dev.stencil.core.port.Storage;
import dev.stencil.core.usecase.policy.LiveSessions;
import dev.stencil.core.usecase.policy.Passwords;
import java.util.Optional;

/** Sets a new password with a token that {@link ManageAccounts#beginReset} handed out, for whoever cannot log in. */
public final class ResetPassword {
    private final Storage storage;
    private final Passwords passwords;
    private final LiveSessions live;
    private final SteadyClock clock;
    private final Events events;

    public ResetPassword(
            Storage storage,
            Passwords passwords, LiveSessions live, SteadyClock clock, Events events) {
        this.storage = storage;
        this.passwords = passwords;
        this.live = live;
        this.clock = clock;
        this.events = events;
    }

    /**
     * Sets the password and ends all sessions and tokens, the reset token too, all in one step: of many who present it
     * at once, one sets theirs. A password that is refused does not use it up. An account that is disabled stays so.
     *
     * @throws Unauthenticated with the reason {@code SIGNATURE} if the token is none that is good now, which counts as
     *     a guess: unknown, altered, used, expired, or followed by another, by a change of the password or by anything
     *     else that ended all sessions
     * @throws Failure.Invalid if the password breaks a rule; the pointer is {@code /new_password}
     * @throws Failure.TooManyAttempts after too many failures
     * @throws Failure.Unavailable if there is no room to hash, or the store is away
     */
    public void reset(String resetToken, String password, Client client) {
        Arguments.required("resetToken", resetToken, "password", password, "client", client);
        Optional<ResetToken> token = ResetToken.parse(resetToken);
        User before = redeemed(token, token.map(it -> it.user().hex()).orElse(resetToken), client);
        passwords.checkNew("/new_password", password, before.name());
        String hash = passwords.hash(password, client.address());
        User after = before.withPassword(hash, clock.instant());
        while (!storage.users().replace(before, after)) {
            // Ends soon: of what changes an account, little leaves the token good.
            before = token.flatMap(this::admitted).orElseThrow(ResetPassword::refused);
            after = before.withPassword(hash, clock.instant());
        }
        live.forget(after.id());
        ManageSessions.removeEnded(storage, after);
        events.report(new Event.PasswordReset(after.id(), client.address()));
    }

    private User redeemed(Optional<ResetToken> token, String whom, Client client) {
        Optional<User> user;
        try {
            user = passwords.redeem(whom, client.address(), () -> token.flatMap(this::admitted));
        } catch (Failure.TooManyAttempts e) {
            events.report(new Event.SignInThrottled(client.address()));
            throw e;
        }
        if (user.isEmpty()) {
            events.report(new Event.PasswordResetRefused(client.address()));
            throw refused();
        }
        return user.get();
    }

    private Optional<User> admitted(ResetToken token) {
        return storage.users()
                .find(token.user())
                .filter(user -> !user.access().isClosed())
                .filter(user -> user.reset()
                        .filter(reset -> reset.admits(token, user.access(), clock.instant()))
                        .isPresent());
    }

    private static Unauthenticated refused() {
        return new Unauthenticated(Unauthenticated.Reason.SIGNATURE);
    }
}
