package dev.stencil.core.domain.session;

import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.SessionId;
import dev.stencil.core.domain.Sha256;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A refresh token: the ids of user and session, a secret that all tokens of the session share, and a secret of its own.
 * Stores keep hashes of both secrets and never the token.
 */
public final class RefreshToken {
    private static final int ID = 12;
    /** Where the shared secret begins, and the token's own. */
    private static final int FAMILY = 2 * ID;
    private static final int SECRET = FAMILY + 16;
    /** A multiple of 3: base64 has no bits left over, so that each token has one spelling. */
    private static final int LENGTH = SECRET + 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] bytes;

    private RefreshToken(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The first token of a new session. */
    public static RefreshToken first(Id user, Id session) {
        byte[] bytes = random(LENGTH);
        ByteBuffer.wrap(bytes).put(HexFormat.of().parseHex(user.hex() + session.hex()));
        return new RefreshToken(bytes);
    }

    /** Nothing if the text has not the form of a token. */
    public static Optional<RefreshToken> parse(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            return bytes.length == LENGTH ? Optional.of(new RefreshToken(bytes)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public Id user() {
        return new Id(HexFormat.of().formatHex(bytes, 0, ID));
    }

    public SessionId session() {
        return SessionId.of(new Id(HexFormat.of().formatHex(bytes, ID, FAMILY)));
    }

    String familyHash() {
        return Sha256.hex(Arrays.copyOfRange(bytes, FAMILY, SECRET));
    }

    String secretHash() {
        return Sha256.hex(secret());
    }

    byte[] secret() {
        return Arrays.copyOfRange(bytes, SECRET, LENGTH);
    }

    /** The token that follows this one, or follows one that follows it. */
    RefreshToken with(byte[] nextSecret) {
        return new RefreshToken(ByteBuffer.wrap(bytes.clone()).put(SECRET, nextSecret).array());
    }

    /** The token as it is handed out: 96 characters of base64url. */
    public String text() {
        return Base64.getUrlEncoder().encodeToString(bytes);
    }

    static byte[] random(int length) {
        byte[] random = new byte[length];
        RANDOM.nextBytes(random);
        return random;
    }

    @Override
    public String toString() {
        return "RefreshToken[redacted]";
    }
}
