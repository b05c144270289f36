package dev.stencil.core.usecase;

import dev.stencil.core.domain.Client;
import dev.stencil.core.domain.Event;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.SessionId;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.domain.session.RefreshState;
import dev.stencil.core.domain.session.RefreshToken;
import dev.stencil.core.domain.session.Session;
import dev.stencil.core.port.PasswordHasher.Verdict;
import dev.stencil.core.usecase.policy.Passwords;
import java.time.Instant;
import java.util.Optional;

/** Signs a user in: checks name and password and begins a session. */
public final class SignIn {
    /** The most sessions of an account: one more ends that which began first. */
    public static final int MAX_SESSIONS = 1_000;

    private final Context context;

    public SignIn(Context context) {
        this.context = context;
    }

    /**
     * @param name as the person types it; no rule of form applies
     * @param password as the person types it; no rule of length applies
     * @param client where the attempt comes from: guessing is slowed down by its address
     * @throws Failure.Invalid if name or password has a lone surrogate; the pointer is {@code /username} or
     *     {@code /password}
     * @throws Failure.Unauthenticated if there is no such user or the password is another; it does not say which
     * @throws Failure.AccountDisabled if the password is right and the account is disabled
     * @throws Failure.TooManyAttempts after too many failures
     * @throws Failure.Unavailable if there is no room to hash the password, or the store is away
     */
    public Grant signIn(String name, String password, Client client) {
        Arguments.required("name", name, "password", password, "client", client);
        Passwords.refuseLoneSurrogates("/username", name);
        Passwords.refuseLoneSurrogates("/password", password);
        try {
            // The account is read before its password is checked: see Access.
            return begin(check(new UserName(name), password, client), client);
        } catch (Failure.TooManyAttempts e) {
            context.report(new Event.SignInThrottled(client.address()));
            throw e;
        }
    }

    private User check(UserName name, String password, Client client) {
        Passwords.Check check = context.passwords().check(name, password, client.address());
        Optional<User> user = context.users().find(name).filter(found -> !found.access().isClosed());
        Verdict verdict = check.against(user);
        boolean isRight = user.isPresent() && verdict.matches();
        if (!isRight || user.get().access().isDisabled()) {
            context.report(new Event.SignInFailed(user.map(User::id), client.address()));
            throw isRight
                    ? new Failure.AccountDisabled()
                    : new Failure.Unauthenticated(Failure.Unauthenticated.Reason.CREDENTIALS);
        }
        verdict.upgrade().ifPresent(hash -> upgrade(user.get(), hash));
        return user.get();
    }

    /** A failed upgrade never fails the login, and a password change that came between stands. */
    private void upgrade(User user, String hash) {
        try {
            if (context.users().replace(user, user.rehashed(hash, context.now()))) {
                context.report(new Event.PasswordHashUpgraded(user.id()));
            }
        } catch (Failure.Unavailable e) {
            context.report(new Event.PasswordHashUpgradeFailed(user.id(), e));
        }
    }

    private Grant begin(User user, Client client) {
        Instant now = context.now();
        SessionId id = SessionId.of(context.ids().next());
        RefreshToken token = RefreshToken.first(user.id(), id.id().orElseThrow());
        Session session = new Session(
                id, user.id(), user.access().epoch(), client, RefreshState.of(token), now, now,
                context.limits().expiry(now, now));
        // Before the session is stored: there are names that no token can carry.
        Grant grant = Grant.of(user, session, token, context.tokens(), now);
        context.sessions().add(session);
        context.sessions().removeAllBut(user.id(), MAX_SESSIONS);
        context.report(new Event.SignedIn(user.id(), id, client.address()));
        return grant;
    }
}
