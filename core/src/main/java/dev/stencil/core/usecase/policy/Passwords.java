package dev.stencil.core.usecase.policy;

import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.SessionId;
import dev.stencil.core.domain.Text;
import dev.stencil.core.domain.account.PasswordRules;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.port.PasswordHasher;
import dev.stencil.core.port.PasswordHasher.Verdict;
import dev.stencil.core.usecase.policy.GuessLimiter.Guesser;
import java.util.Optional;
import java.util.function.Supplier;

/** Hashes and checks passwords for all use cases, with the pool for hashing and the limits on guesses applied. */
public final class Passwords {
    private final PasswordHasher hasher;
    private final PasswordRules rules;
    private final HashingPool hashing;
    private final GuessLimiter guesses;

    public Passwords(PasswordHasher hasher, PasswordRules rules, HashingPool hashing, GuessLimiter guesses) {
        this.hasher = hasher;
        this.rules = rules;
        this.hashing = hashing;
        this.guesses = guesses;
    }

    /**
     * Checks a new password.
     *
     * @param member the pointer to it
     * @throws Failure.Invalid if it breaks a rule
     */
    public void checkNew(String member, String password, UserName name) {
        try {
            rules.check(password, name);
        } catch (Failure.Invalid e) {
            throw e.within(member);
        }
    }

    /**
     * @param address where the password comes from
     * @throws Failure.Unavailable if there is no room to hash it
     */
    public String hash(String password, String address) {
        return hashing.run(address, () -> hasher.hash(password));
    }

    /** A password that is to be checked. */
    @FunctionalInterface
    public interface Check {
        /**
         * @param user nothing if there is none of that name
         * @throws Failure.TooManyAttempts after too many failures
         * @throws Failure.Unavailable if there is no room to hash it
         */
        Verdict against(Optional<User> user);
    }

    /**
     * Checks the password of somebody who logs in, in two steps, so that an attempt that has to wait costs no look-up
     * either; a wrong password counts as a guess.
     *
     * @throws Failure.TooManyAttempts after too many failures
     */
    public Check check(UserName name, String password, String address) {
        return check(guesses.at(name, address), password, address);
    }

    /** As {@link #check(UserName, String, String)}, for somebody who is signed in. */
    public Check check(Id user, SessionId session, String password, String address) {
        return check(guesses.at(user, session, address), password, address);
    }

    private Check check(Guesser guesser, String password, String address) {
        return user -> {
            guesser.refuseIfWaiting();
            // Begun on the hashing thread: attempts that only wait for one must not count as guesses under way.
            return hashing.run(address, () -> guesser.attempt(
                    () -> hasher.check(password, user.map(User::passwordHash)), Verdict::matches));
        };
    }

    /**
     * Looks for the account of a secret that is good once. It costs no hash, so that it need not be slow; to find none
     * counts as a guess.
     *
     * @param whom whose secret it is, as far as it tells
     * @throws Failure.TooManyAttempts after too many failures
     */
    public Optional<User> redeem(String whom, String address, Supplier<Optional<User>> search) {
        return guesses.at(whom, address).attempt(search, Optional::isPresent);
    }

    /** @throws Failure.Invalid if the text has no UTF-8 form, which hashers cannot do without */
    public static void refuseLoneSurrogates(String member, String text) {
        if (Text.hasLoneSurrogate(text)) {
            throw new Failure.Invalid("", "lone_surrogate", "contains a lone surrogate").within(member);
        }
    }
}
