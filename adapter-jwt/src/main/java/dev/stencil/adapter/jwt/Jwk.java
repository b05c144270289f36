package dev.stencil.adapter.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Date;
import java.util.Set;

/**
 * Checks and states of a JWK (RFC 7517), which is a secret for HS256 or a key on the curve P-256 for ES256. Its
 * operations say whether it signs. A key that only verifies and has no end was published and is yet to sign, if it can.
 */
final class Jwk {
    static final int ID_BYTES = 8;
    static final Set<KeyOperation> SIGN = Set.of(KeyOperation.SIGN, KeyOperation.VERIFY);
    static final Set<KeyOperation> VERIFY = Set.of(KeyOperation.VERIFY);

    private Jwk() {}

    /** A new key that has not signed yet. */
    static JWK generate(KeyAlgorithm algorithm) {
        byte[] id = new byte[ID_BYTES];
        new SecureRandom().nextBytes(id);
        String name = Base64URL.encode(id).toString();
        try {
            return switch (algorithm) {
                case ES256 -> new ECKeyGenerator(Curve.P_256)
                        .keyID(name)
                        .algorithm(algorithm.jws())
                        .keyOperations(VERIFY)
                        .generate();
                case HS256 -> new OctetSequenceKeyGenerator(8 * SigningSecret.MIN_BYTES)
                        .keyID(name)
                        .algorithm(algorithm.jws())
                        .keyOperations(VERIFY)
                        .generate();
            };
        } catch (JOSEException e) {
            throw new IllegalStateException("a key could not be made", e);
        }
    }

    static KeyAlgorithm algorithm(JWK key) {
        return key instanceof ECKey ? KeyAlgorithm.ES256 : KeyAlgorithm.HS256;
    }

    static boolean signs(JWK key) {
        return key.getKeyOperations().contains(KeyOperation.SIGN);
    }

    static boolean isYetToSign(JWK key) {
        return !signs(key) && key.isPrivate() && key.getExpirationTime() == null;
    }

    static JWK signing(JWK key) {
        return switch (algorithm(key)) {
            case ES256 -> new ECKey.Builder(key.toECKey()).keyOperations(SIGN).build();
            case HS256 -> new OctetSequenceKey.Builder(key.toOctetSequenceKey()).keyOperations(SIGN).build();
        };
    }

    /** The key once it signs no more. An EC key loses its private part, which only a thief could use. */
    static JWK retired(JWK key, Instant end) {
        Date expires = Date.from(end);
        return switch (algorithm(key)) {
            case ES256 -> new ECKey.Builder(key.toECKey().toPublicJWK())
                    .keyOperations(VERIFY)
                    .expirationTime(expires)
                    .build();
            case HS256 -> new OctetSequenceKey.Builder(key.toOctetSequenceKey())
                    .keyOperations(VERIFY)
                    .expirationTime(expires)
                    .build();
        };
    }
}
