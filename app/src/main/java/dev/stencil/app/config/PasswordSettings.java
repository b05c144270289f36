package dev.stencil.app.config;

import dev.stencil.adapter.password.Argon2PasswordHasher;
import dev.stencil.adapter.password.CommonPasswords;
import dev.stencil.core.domain.account.PasswordRules;
import java.util.Set;

/**
 * Settings of new passwords and their hashes.
 *
 * @param blocklist whether passwords that too many people use are refused
 * @param argon2Kibibytes memory of a hash
 * @param argon2Passes over that memory
 */
public record PasswordSettings(int minLength, boolean blocklist, int argon2Kibibytes, int argon2Passes) {
    public PasswordRules rules() {
        return new PasswordRules(minLength, blocklist ? CommonPasswords.load() : Set.of());
    }

    /** @throws CommandFailed if the heap is too small for a hash */
    public Argon2PasswordHasher hasher(int hashesAtOnce) {
        try {
            return new Argon2PasswordHasher(argon2Kibibytes, argon2Passes, hashesAtOnce);
        } catch (IllegalArgumentException e) {
            throw new CommandFailed("ARGON2_MEMORY_KIB is too much: " + e.getMessage()
                    + "; JAVA_OPTS gives the JVM its flags", e);
        }
    }
}
