package dev.stencil.adapter.password;

import dev.stencil.core.domain.Sha256;
import java.util.Locale;
import java.util.regex.Pattern;

/** A hash of the original system: 64 hexadecimal digits of the SHA-256 of the password's UTF-8, without a salt. */
final class LegacyHash {
    private static final Pattern FORM = Pattern.compile("[0-9a-fA-F]{64}");

    private LegacyHash() {}

    static boolean isOne(String stored) {
        return FORM.matcher(stored).matches();
    }

    /** The hash of a password in the original's spelling. */
    static String of(String password) {
        return Sha256.hex(password);
    }

    /** That spelling of a hash. */
    static String normalised(String stored) {
        return stored.toLowerCase(Locale.ROOT);
    }

    /** Whether {@code stored} is such a hash and {@code password} the one it was made of. */
    static boolean matches(String password, String stored) {
        return isOne(stored) && Sha256.isEqual(of(password), normalised(stored));
    }
}
