package dev.stencil.adapter.password;

import dev.stencil.core.domain.PasswordRules;
import dev.stencil.core.domain.Text;
import dev.stencil.core.port.PasswordHasher;
import java.text.Normalizer;
import java.util.Optional;

/**
 * Hashes passwords with Argon2id, 19 MiB and two passes: each hash under way takes 19 MiB of heap and some 25 to 85 ms
 * of a processor. That memory is zeroed and kept for the next hash, so that the garbage collector has nothing to do
 * with it. Hashes of the original system (64 hexadecimal digits of an unsalted SHA-256) match too, as they are
 * or {@linkplain #wrap wrapped}, and are offered for replacement. A stored hash of any other form matches nothing.
 *
 * <p>Passwords are normalised to NFC first, so that it does not matter which keyboard they were typed on; the hashes
 * of the original system are compared with the password as it came. A password with more than 256 combining marks in a
 * row, which is longer than any new one, is hashed as it came: to normalise it would take long. Safe for use by many
 * threads.
 */
public final class Argon2PasswordHasher implements PasswordHasher {
    /** Names the kind of the hash, as Spring Security's DelegatingPasswordEncoder does. */
    private static final String PREFIX = "{argon2id}";
    /** Of a hash of the original that was hashed in its turn. */
    private static final String WRAPPED = "{argon2id-sha256}";

    /** No password that somebody has chosen here has more of them. */
    private static final int MAX_MARKS = PasswordRules.MAX_CODE_POINTS;

    private final Argon2 argon2;

    /** For one hash at a time: several at once are made as well, but the memory of one is kept. */
    public Argon2PasswordHasher() {
        this(1);
    }

    /** @param kept for how many hashes memory is kept: as many as are made at once, or 0 to keep none */
    public Argon2PasswordHasher(int kept) {
        argon2 = new Argon2(kept);
    }

    @Override
    public String hash(String password) {
        return PREFIX + argon2.encode(normalised(password));
    }

    /**
     * Makes a hash of the original safe to keep: an unsalted SHA-256 can be guessed a billion times a second. It goes on
     * matching its password, and is replaced at the next login. Takes as long as {@link #hash}.
     *
     * @return nothing if {@code stored} is no such hash
     */
    public Optional<String> wrap(String stored) {
        return LegacyHash.isOne(stored)
                ? Optional.of(WRAPPED + argon2.encode(LegacyHash.normalised(stored)))
                : Optional.empty();
    }

    /** Computes Argon2 exactly once, or twice if that replaces a wrapped hash: the password is right then. */
    @Override
    public Verdict check(String password, Optional<String> stored) {
        Optional<String> ours = stored.flatMap(hash -> without(PREFIX, hash));
        if (ours.isPresent()) {
            return new Verdict(argon2.matches(normalised(password), ours.get()), Optional.empty());
        }
        Optional<String> wrapped = stored.flatMap(hash -> without(WRAPPED, hash));
        if (wrapped.isPresent()) {
            boolean matches = argon2.matches(LegacyHash.of(password), wrapped.get());
            return new Verdict(matches, matches ? Optional.of(hash(password)) : Optional.empty());
        }
        String upgrade = hash(password);
        boolean matches = stored.filter(hash -> LegacyHash.matches(password, hash)).isPresent();
        return new Verdict(matches, matches ? Optional.of(upgrade) : Optional.empty());
    }

    private static Optional<String> without(String prefix, String hash) {
        return hash.startsWith(prefix) && Argon2.isOne(hash.substring(prefix.length()))
                ? Optional.of(hash.substring(prefix.length()))
                : Optional.empty();
    }

    private static String normalised(String password) {
        return Text.hasMarksInARow(MAX_MARKS, password)
                ? password
                : Normalizer.normalize(password, Normalizer.Form.NFC);
    }
}
