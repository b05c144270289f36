package dev.stencil.adapter.jwt;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The secret that signs access tokens. Whoever knows it can speak for anybody. */
public final class SigningSecret {
    /** The least length in bytes (RFC 7518, 3.2). */
    public static final int MIN_BYTES = 32;

    /** The SHA-256 of a secret that was printed in a public article: the only form in which it may stand here. */
    private static final String PUBLIC_SECRET_SHA_256 =
            "f33932726697c4e18b95718f05ddba2f3e377c6e59bb39f860eac4495d82d762";

    private final byte[] bytes;

    /**
     * @param text is used as its UTF-8 bytes
     * @throws IllegalArgumentException if these are fewer than {@value #MIN_BYTES}; the message does not show them
     */
    public SigningSecret(String text) {
        bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < MIN_BYTES) {
            throw new IllegalArgumentException(
                    "the signing secret needs at least " + MIN_BYTES + " bytes, it has " + bytes.length);
        }
    }

    /** Whether everybody may know this secret: it was published, and must not sign anything that matters. */
    public boolean isPublic() {
        return hasSha256(PUBLIC_SECRET_SHA_256);
    }

    boolean hasSha256(String hex) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return MessageDigest.isEqual(hash, HexFormat.of().parseHex(hex));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    SecretKey key() {
        return new SecretKeySpec(bytes, "HmacSHA256");
    }

    @Override
    public String toString() {
        return "SigningSecret[redacted]";
    }
}
