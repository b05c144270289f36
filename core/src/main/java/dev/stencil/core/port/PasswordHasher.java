package dev.stencil.core.port;

import java.util.Optional;

/**
 * Turns passwords into hashes and checks them. Both calls are meant to be slow and to take much memory: run them
 * through {@code HashingPool}. A password never shows up in an exception or a log.
 */
public interface PasswordHasher {
    /**
     * A hash of today's kind, salted, that says how it was made.
     *
     * @param password without lone surrogates
     */
    String hash(String password);

    /**
     * Checks a password. A wrong one takes as long as making one hash, also for a hash of the original system, for one
     * that cannot be used and for a user who does not exist, so that the time tells nobody which of these it was. A
     * hash of another kind takes what it takes, within bounds, until it is replaced. A right password takes no longer
     * either, but for an upgrade that costs a hash of its own.
     *
     * @param password without lone surrogates
     * @param stored the user's hash, or nothing if there is no such user
     */
    Verdict check(String password, Optional<String> stored);

    /**
     * Why a stored hash can match no password, to be reported to an operator who brings accounts from elsewhere: a
     * clause without a word of the hash, {@code "it has no form that is known"}. Nothing if a password may match it.
     */
    default Optional<String> unusable(String stored) {
        return Optional.empty();
    }

    /**
     * The result of a check.
     *
     * @param matches whether the password is right
     * @param upgrade if it is right and the stored hash is of an old kind, a new hash to store in its place; still
     *     nothing if today's kind cannot hold the password
     */
    record Verdict(boolean matches, Optional<String> upgrade) {
        @Override
        public String toString() {
            return "Verdict[matches=" + matches + "]";
        }
    }
}
