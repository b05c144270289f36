package dev.stencil.adapter.jwt;

import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.SIGNATURE;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACVerifier;
import dev.stencil.core.domain.Failure.Unauthenticated;
import java.nio.charset.StandardCharsets;

/** Checks that a token was signed with our secret, in constant time. */
final class SignatureCheck {
    /** Never the token's own: what it says must not choose how it is verified. */
    private static final JWSHeader PINNED = new JWSHeader(JWSAlgorithm.HS256);

    private final MACVerifier verifier;

    SignatureCheck(SigningSecret secret) {
        try {
            verifier = new MACVerifier(secret.key());
        } catch (JOSEException e) {
            throw new IllegalStateException("a secret of sufficient length was refused", e);
        }
    }

    void check(CompactToken token) {
        byte[] signed = token.signed().getBytes(StandardCharsets.US_ASCII);
        try {
            if (!verifier.verify(PINNED, signed, token.signature())) {
                throw new Unauthenticated(SIGNATURE);
            }
        } catch (JOSEException e) {
            throw new IllegalStateException("a signature could not be computed", e);
        }
    }
}
