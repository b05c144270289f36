package dev.stencil.adapter.jwt;

import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.SIGNATURE;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import dev.stencil.core.domain.Failure.Unauthenticated;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;

/** A key that verifies tokens, and signs them if it has the private part to it. It has one algorithm only. */
final class TokenKey {
    private final JWK jwk;
    private final JWSHeader header;
    private final JWSVerifier verifier;
    private final Optional<JWSSigner> signer;

    /** @param jwk of one of the kinds that {@link Jwk} takes */
    TokenKey(JWK jwk) {
        this.jwk = jwk;
        this.header =
                new JWSHeader.Builder(algorithm().jws()).type(JOSEObjectType.JWT).keyID(jwk.getKeyID()).build();
        try {
            this.verifier =
                    jwk instanceof ECKey ec ? new ECDSAVerifier(ec) : new MACVerifier(jwk.toOctetSequenceKey());
            this.signer = jwk.isPrivate() ? Optional.of(signer(jwk)) : Optional.empty();
        } catch (JOSEException e) {
            throw new IllegalStateException("a key was taken that cannot be used", e);
        }
    }

    private static JWSSigner signer(JWK jwk) throws JOSEException {
        return jwk instanceof ECKey ec ? new ECDSASigner(ec) : new MACSigner(jwk.toOctetSequenceKey());
    }

    String id() {
        return jwk.getKeyID();
    }

    KeyAlgorithm algorithm() {
        return Jwk.algorithm(jwk);
    }

    /** From when on it verifies nothing any more; the far future if that was not decided. */
    Instant until() {
        return Optional.ofNullable(jwk.getExpirationTime()).map(Date::toInstant).orElse(Instant.MAX);
    }

    /** The key as anybody may know it, if there is such a part of it. */
    Optional<String> publicJson() {
        return jwk instanceof ECKey key
                ? Optional.of(new ECKey.Builder(key.getCurve(), key.getX(), key.getY())
                        .keyUse(KeyUse.SIGNATURE).algorithm(algorithm().jws()).keyID(id()).build().toJSONString())
                : Optional.empty();
    }

    String sign(Map<String, Object> claims) {
        JWSObject token = new JWSObject(header, new Payload(claims));
        try {
            token.sign(signer.orElseThrow());
        } catch (JOSEException e) {
            throw new IllegalStateException("a token could not be signed", e);
        }
        return token.serialize();
    }

    /**
     * Checks an HMAC in constant time. An ECDSA signature (r, s) of 64 bytes stays one with n - s in the place of s:
     * who has one text of a token can make another. No matter, as nothing of ours goes by the text of a token, except a
     * cache that then keeps it twice.
     *
     * @throws Unauthenticated if the token was not signed with this key
     */
    void check(CompactToken token) {
        byte[] signed = token.signed().getBytes(StandardCharsets.US_ASCII);
        try {
            // Never the token's own header: what it says must not choose how it is verified.
            if (!verifier.verify(header, signed, token.signature())) {
                throw new Unauthenticated(SIGNATURE);
            }
        } catch (JOSEException e) {
            throw new IllegalStateException("a signature could not be computed", e);
        }
    }
}
