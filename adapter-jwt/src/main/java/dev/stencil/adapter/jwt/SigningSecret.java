package dev.stencil.adapter.jwt;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.util.Base64URL;
import dev.stencil.core.domain.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The secret that signs access tokens. Anybody who knows it can make a token for any user. */
public final class SigningSecret {
    /** The least length in bytes (RFC 7518, 3.2). */
    public static final int MIN_BYTES = 32;

    /** The SHA-256 of a secret that was printed in a public article: the only form in which it may stand here. */
    private static final String PUBLIC_SECRET_SHA_256 =
            "f33932726697c4e18b95718f05ddba2f3e377c6e59bb39f860eac4495d82d762";

    private static final String ID_LABEL = "stencil: id of a signing secret";

    private final byte[] bytes;

    /**
     * @param text is used as its UTF-8 bytes
     * @throws IllegalArgumentException if these are fewer than {@value #MIN_BYTES}; the message does not show them
     */
    public SigningSecret(String text) {
        bytes = Objects.requireNonNull(text, "text").getBytes(StandardCharsets.UTF_8);
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
        return Sha256.isEqual(hex, Sha256.hex(bytes));
    }

    OctetSequenceKey jwk() {
        return new OctetSequenceKey.Builder(bytes).keyID(id()).algorithm(JWSAlgorithm.HS256).keyOperations(Jwk.SIGN)
                .build();
    }

    /** The same for every process that has the secret, and of no help to find it. */
    private String id() {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes, "HmacSHA256"));
            byte[] hash = mac.doFinal(ID_LABEL.getBytes(StandardCharsets.US_ASCII));
            return Base64URL.encode(Arrays.copyOf(hash, Jwk.ID_BYTES)).toString();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "SigningSecret[redacted]";
    }
}
