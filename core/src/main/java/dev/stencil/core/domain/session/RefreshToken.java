package dev.stencil.core.domain.session;

import dev.stencil.core.domain.Failure.Unauthenticated;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.SessionId;
import dev.stencil.core.domain.Sha256;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A refresh token: the ids of user and session, a secret that all tokens of the session share, and a secret of its own.
 * Stores keep hashes of both secrets and never the token.
 */
public final class RefreshToken {
    private static final int ID = 12;
    private static final int FAMILY = 16;
    private static final int SECRET = 32;
    private static final int LENGTH = ID + ID + FAMILY + SECRET;
    /** 72 bytes make 96 characters: no bits are left over, so that each token has one spelling. */
    private static final int CHARACTERS = LENGTH / 3 * 4;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Id user;
    private final Id session;
    private final byte[] family;
    private final byte[] secret;

    private RefreshToken(Id user, Id session, byte[] family, byte[] secret) {
        this.user = user;
        this.session = session;
        this.family = family;
        this.secret = secret;
    }

    /** The first token of a new session. */
    public static RefreshToken first(Id user, Id session) {
        return new RefreshToken(user, session, random(FAMILY), random(SECRET));
    }

    /** @throws Unauthenticated if it has not the form of one */
    public static RefreshToken parse(String text) {
        return tryParse(text).orElseThrow(() -> new Unauthenticated(Unauthenticated.Reason.MALFORMED));
    }

    /** Nothing if it has not the form of one. */
    public static Optional<RefreshToken> tryParse(String text) {
        if (text.length() != CHARACTERS) {
            return Optional.empty();
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (bytes.remaining() != LENGTH) {
                return Optional.empty();
            }
            return Optional.of(new RefreshToken(
                    new Id(hex(next(bytes, ID))), new Id(hex(next(bytes, ID))), next(bytes, FAMILY),
                    next(bytes, SECRET)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public Id user() {
        return user;
    }

    public SessionId session() {
        return SessionId.of(session);
    }

    String familyHash() {
        return Sha256.hex(family);
    }

    String secretHash() {
        return Sha256.hex(secret);
    }

    byte[] secret() {
        return secret.clone();
    }

    /** The token that follows this one, or follows one that follows it. */
    RefreshToken with(byte[] nextSecret) {
        return new RefreshToken(user, session, family, nextSecret);
    }

    /** The token as it is handed out: 96 characters of base64url. */
    public String text() {
        byte[] bytes = ByteBuffer.allocate(LENGTH)
                .put(HexFormat.of().parseHex(user.hex()))
                .put(HexFormat.of().parseHex(session.hex()))
                .put(family)
                .put(secret)
                .array();
        return Base64.getUrlEncoder().encodeToString(bytes);
    }

    static byte[] random(int length) {
        byte[] random = new byte[length];
        RANDOM.nextBytes(random);
        return random;
    }

    private static byte[] next(ByteBuffer bytes, int length) {
        byte[] part = new byte[length];
        bytes.get(part);
        return part;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public String toString() {
        return "RefreshToken[redacted]";
    }
}
