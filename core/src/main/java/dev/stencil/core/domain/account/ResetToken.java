package dev.stencil.core.domain.account;

import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.Sha256;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A token to set a new password with, for somebody who cannot log in: the id of the account and 256 random bits. The
 * account keeps a {@link PasswordReset} of it, never the token.
 *
 * @param text as it is handed out, a secret
 */
public record ResetToken(Id user, String text) {
    private static final int ID = 12;
    private static final int LENGTH = ID + 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A new token for an account. */
    public static ResetToken next(Id user) {
        byte[] bytes = new byte[LENGTH];
        RANDOM.nextBytes(bytes);
        ByteBuffer.wrap(bytes).put(HexFormat.of().parseHex(user.hex()));
        return new ResetToken(user, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** The token of that text, good or not; nothing if it has not the form of one. */
    public static Optional<ResetToken> parse(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            return bytes.length == LENGTH
                    ? Optional.of(new ResetToken(new Id(HexFormat.of().formatHex(bytes, 0, ID)), text))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Of the text: each of its spellings has another one. */
    String hash() {
        return Sha256.hex(text);
    }

    @Override
    public String toString() {
        return "ResetToken[redacted]";
    }
}
