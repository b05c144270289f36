package dev.stencil.adapter.password;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** A hash of the original system: 64 hexadecimal digits of the SHA-256 of the password's UTF-8, without a salt. */
final class LegacyHash {
    private static final Pattern FORM = Pattern.compile("[0-9a-fA-F]{64}");

    private LegacyHash() {}

    /** Whether {@code stored} is such a hash and {@code password} the one it was made of. */
    static boolean matches(String password, String stored) {
        return FORM.matcher(stored).matches()
                && MessageDigest.isEqual(sha256(password), HexFormat.of().parseHex(stored));
    }

    private static byte[] sha256(String password) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(password.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
