package dev.stencil.adapter.password;

import dev.stencil.core.port.PasswordHasher;
import java.text.Normalizer;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Hashes passwords with Argon2id, 19 MiB and two passes: each hash under way takes 19 MiB of heap and some 40 to 85 ms
 * of a processor. Hashes of the original system (64 hexadecimal digits of an unsalted SHA-256) match too, as they are
 * or {@linkplain #wrap wrapped}, and are offered for replacement. A stored hash of any other form matches nothing.
 *
 * <p>Passwords are normalised to NFC first, so that it does not matter which keyboard they were typed on; the hashes
 * of the original system are compared with the password as it came. Safe for use by many threads.
 */
public final class Argon2PasswordHasher implements PasswordHasher {
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;
    private static final int KIBIBYTES = 19_456;
    private static final int PASSES = 2;

    /** Names the kind of the hash, as Spring Security's DelegatingPasswordEncoder does. */
    private static final String PREFIX = "{argon2id}";
    /** Of a hash of the original that was hashed in its turn. */
    private static final String WRAPPED = "{argon2id-sha256}";

    /** What hash() makes. A damaged or foreign hash must not set the cost of a check, let alone break it off. */
    private static final Pattern FORM = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");

    private final PasswordEncoder argon2 =
            new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, KIBIBYTES, PASSES);

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
        // Spring's encoder lets no empty password match, and says so without computing anything.
        if (ours.isPresent() && !password.isEmpty()) {
            return new Verdict(argon2.matches(normalised(password), ours.get()), Optional.empty());
        }
        Optional<String> wrapped = stored.flatMap(hash -> without(WRAPPED, hash));
        if (wrapped.isPresent()) {
            boolean matches = argon2.matches(LegacyHash.of(password), wrapped.get());
            return new Verdict(matches, upgrade(matches, password, () -> hash(password)));
        }
        String upgrade = hash(password);
        boolean matches = stored.filter(hash -> LegacyHash.matches(password, hash)).isPresent();
        return new Verdict(matches, upgrade(matches, password, () -> upgrade));
    }

    private static Optional<String> without(String prefix, String hash) {
        return hash.startsWith(prefix) && FORM.matcher(hash.substring(prefix.length())).matches()
                ? Optional.of(hash.substring(prefix.length()))
                : Optional.empty();
    }

    private static Optional<String> upgrade(boolean matches, String password, Supplier<String> hash) {
        return matches && !password.isEmpty() ? Optional.of(hash.get()) : Optional.empty();
    }

    private static String normalised(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC);
    }
}
