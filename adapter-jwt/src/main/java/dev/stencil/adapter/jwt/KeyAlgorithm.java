package dev.stencil.adapter.jwt;

import com.nimbusds.jose.JWSAlgorithm;

/** Signature algorithm of a key (RFC 7518, 3.1). */
public enum KeyAlgorithm {
    /** With a secret: whoever can verify a token can make one. */
    HS256,
    /** With a private key on the curve P-256: anybody may have the public one, which verifies. */
    ES256;

    JWSAlgorithm jws() {
        return JWSAlgorithm.parse(name());
    }
}
