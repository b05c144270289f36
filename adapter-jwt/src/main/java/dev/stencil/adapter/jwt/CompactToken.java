package dev.stencil.adapter.jwt;

import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.MALFORMED;
import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.SEGMENTS;

import com.nimbusds.jose.util.Base64URL;
import dev.stencil.core.domain.Failure.Unauthenticated;

/** A token in compact serialization (RFC 7515, 7.1): its three segments, and the text that the signature covers. */
record CompactToken(Base64URL header, Base64URL payload, Base64URL signature, String signed) {
    /** The longest token, in characters. */
    static final int MAX_LENGTH = 4096;

    static CompactToken parse(String token) {
        if (token.length() > MAX_LENGTH) {
            throw new Unauthenticated(MALFORMED);
        }
        String[] segments = token.split("\\.", -1);
        if (segments.length != 3) {
            throw new Unauthenticated(segments.length < 3 ? SEGMENTS : MALFORMED);
        }
        String signed = token.substring(0, token.lastIndexOf('.'));
        return new CompactToken(strict(segments[0]), strict(segments[1]), strict(segments[2]), signed);
    }

    /**
     * The decoder takes padding, the standard alphabet, blanks and stray bits: only one spelling comes back as it was.
     */
    private static Base64URL strict(String segment) {
        Base64URL base64 = new Base64URL(segment);
        if (!Base64URL.encode(base64.decode()).equals(base64)) {
            throw new Unauthenticated(MALFORMED);
        }
        return base64;
    }

    @Override
    public String toString() {
        return "CompactToken[redacted]";
    }
}
