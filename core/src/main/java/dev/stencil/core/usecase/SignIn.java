package dev.stencil.core.usecase;

import dev.stencil.core.domain.Event;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Failure.Unauthenticated;
import dev.stencil.core.domain.SteadyClock;
import dev.stencil.core.domain.Text;
import dev.stencil.core.domain.User;
import dev.stencil.core.domain.UserName;
import dev.stencil.core.port.Events;
import dev.stencil.core.port.PasswordHasher;
import dev.stencil.core.port.PasswordHasher.Verdict;
import dev.stencil.core.port.TokenIssuer;
import dev.stencil.core.port.TokenIssuer.AccessToken;
import dev.stencil.core.port.UserRepository;
import java.time.InstantSource;
import java.util.Optional;

/** Checks a name and a password and hands out an access token. */
public final class SignIn {
    private final UserRepository users;
    private final PasswordHasher hasher;
    private final HashingPool hashing;
    private final GuessLimiter guesses;
    private final TokenIssuer tokens;
    private final InstantSource clock;
    private final Events events;

    public SignIn(
            UserRepository users,
            PasswordHasher hasher,
            HashingPool hashing,
            GuessLimiter guesses,
            TokenIssuer tokens,
            InstantSource clock,
            Events events) {
        this.users = users;
        this.hasher = hasher;
        this.hashing = hashing;
        this.guesses = guesses;
        this.tokens = tokens;
        this.clock = new SteadyClock(clock);
        this.events = events;
    }

    /**
     * @param name as the person types it; no rule of form applies
     * @param password as the person types it; no rule of length applies
     * @param client where the attempt comes from, such as an IP address: guessing is slowed down by it
     * @throws Failure.Invalid if name or password has a lone surrogate; the pointer is {@code /username} or
     *     {@code /password}
     * @throws Unauthenticated if there is no such user or the password is another; it does not say which
     * @throws Failure.TooManyAttempts after too many failures
     * @throws Failure.Unavailable if there is no room to hash the password, or the store is away
     */
    public AccessToken signIn(String name, String password, String client) {
        refuseLoneSurrogates("/username", name);
        refuseLoneSurrogates("/password", password);
        UserName userName = new UserName(name);
        try {
            guesses.check(userName, client);
            Optional<User> user = users.find(userName);
            // Begun on the hashing thread: attempts that only wait for one must not count as guesses under way.
            Verdict verdict = hashing.run(() -> check(userName, user, password, client));
            if (user.isEmpty() || !verdict.matches()) {
                events.report(new Event.SignInFailed(client));
                throw new Unauthenticated(Unauthenticated.Reason.CREDENTIALS);
            }
            verdict.upgrade().ifPresent(hash -> upgrade(user.get(), hash));
            AccessToken token = tokens.issue(user.get());
            events.report(new Event.SignedIn(user.get().id(), client));
            return token;
        } catch (Failure.TooManyAttempts e) {
            events.report(new Event.SignInThrottled(client));
            throw e;
        }
    }

    private static void refuseLoneSurrogates(String member, String text) {
        if (Text.hasLoneSurrogate(text)) {
            throw new Failure.Invalid(member, "lone_surrogate", "contains a lone surrogate");
        }
    }

    private Verdict check(UserName name, Optional<User> user, String password, String client) {
        GuessLimiter.Attempt attempt = guesses.begin(name, client);
        Optional<Verdict> verdict = Optional.empty();
        try {
            verdict = Optional.of(hasher.check(password, user.map(User::passwordHash)));
            return verdict.get();
        } finally {
            if (verdict.isEmpty()) {
                attempt.abandoned();
            } else if (verdict.get().matches()) {
                attempt.succeeded();
            } else {
                attempt.failed();
            }
        }
    }

    /** A failed upgrade never fails the login, and a password change that came between stands. */
    private void upgrade(User user, String hash) {
        try {
            if (users.replacePasswordHash(user.id(), user.passwordHash(), hash, clock.instant())) {
                events.report(new Event.PasswordHashUpgraded(user.id()));
            }
        } catch (Failure.Unavailable e) {
            events.report(new Event.PasswordHashUpgradeFailed(user.id(), e));
        }
    }
}
