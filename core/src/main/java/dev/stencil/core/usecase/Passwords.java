package dev.stencil.core.usecase;

import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Text;
import dev.stencil.core.domain.User;
import dev.stencil.core.domain.UserName;
import dev.stencil.core.port.PasswordHasher;
import dev.stencil.core.port.PasswordHasher.Verdict;
import java.util.Optional;

/** Makes and checks password hashes wherever a password is taken: few at a time, and guessing is slowed down. */
public final class Passwords {
    private final PasswordHasher hasher;
    private final HashingPool hashing;
    private final GuessLimiter guesses;

    public Passwords(PasswordHasher hasher, HashingPool hashing, GuessLimiter guesses) {
        this.hasher = hasher;
        this.hashing = hashing;
        this.guesses = guesses;
    }

    /** @throws Failure.Unavailable if there is no room to hash it */
    String hash(String password) {
        return hashing.run(() -> hasher.hash(password));
    }

    /** @throws Failure.TooManyAttempts if an attempt would have to wait */
    void refuseGuessers(UserName name, String address) {
        guesses.check(name, address);
    }

    /**
     * Checks a password; a wrong one counts as a guess.
     *
     * @param user nothing if there is none of that name
     * @throws Failure.TooManyAttempts after too many failures
     * @throws Failure.Unavailable if there is no room to hash it
     */
    Verdict check(UserName name, Optional<User> user, String password, String address) {
        guesses.check(name, address);
        // Begun on the hashing thread: attempts that only wait for one must not count as guesses under way.
        return hashing.run(() -> guess(name, user, password, address));
    }

    private Verdict guess(UserName name, Optional<User> user, String password, String address) {
        GuessLimiter.Attempt attempt = guesses.begin(name, address);
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

    /** @throws Failure.Invalid if the text has no UTF-8 form, which hashers cannot do without */
    static void refuseLoneSurrogates(String member, String text) {
        if (Text.hasLoneSurrogate(text)) {
            throw new Failure.Invalid(member, "lone_surrogate", "contains a lone surrogate");
        }
    }
}
