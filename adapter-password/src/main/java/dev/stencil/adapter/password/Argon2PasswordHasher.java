package dev.stencil.adapter.password;

import dev.stencil.core.port.PasswordHasher;
import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Hashes passwords with Argon2id, 19 MiB and two passes: each hash under way takes 19 MiB of heap and some 40 to 85 ms
 * of a processor. Hashes of the original system (64 hexadecimal digits of an unsalted SHA-256) match too, and are
 * offered for replacement. A stored hash of any other form matches nothing.
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

    /** What hash() makes. A damaged or foreign hash must not set the cost of a check, let alone break it off. */
    private static final Pattern FORM = Pattern.compile(Pattern.quote(PREFIX)
            + "\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");

    private final PasswordEncoder argon2 =
            new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, KIBIBYTES, PASSES);

    @Override
    public String hash(String password) {
        return PREFIX + argon2.encode(normalised(password));
    }

    /** Computes Argon2 exactly once, whatever the outcome. */
    @Override
    public Verdict check(String password, Optional<String> stored) {
        Optional<String> ours = stored.filter(hash -> FORM.matcher(hash).matches());
        // Spring's encoder lets no empty password match, and says so without computing anything.
        if (ours.isPresent() && !password.isEmpty()) {
            String hash = ours.get().substring(PREFIX.length());
            return new Verdict(argon2.matches(normalised(password), hash), Optional.empty());
        }
        String upgrade = hash(password);
        boolean matches = stored.filter(hash -> LegacyHash.matches(password, hash)).isPresent();
        return new Verdict(matches, matches && !password.isEmpty() ? Optional.of(upgrade) : Optional.empty());
    }

    private static String normalised(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC);
    }
}
