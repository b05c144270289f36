package dev.stencil.adapter.jwt;

import com.nimbusds.jose.util.Base64URL;
import dev.stencil.core.domain.Failure.Unauthenticated;
import dev.stencil.core.domain.Failure.Unauthenticated.Reason;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A token in compact serialization (RFC 7515, 7.1): its three segments, and the text that the signature covers. */
record CompactToken(Header header, Base64URL payload, Base64URL signature, String signed) {
    /** The longest token, in characters. */
    static final int MAX_LENGTH = 4096;

    private static final Set<String> HEADER_MEMBERS = Set.of("alg", "typ", "kid");

    /**
     * The header, which is not yet known to be ours: it says which of our keys to try and decides nothing else (RFC
     * 8725, 3.1).
     *
     * @param key the id of a key, if it names one
     */
    record Header(KeyAlgorithm algorithm, Optional<String> key) {}

    /** @throws Unauthenticated if it is not of the one form that we take */
    static CompactToken parse(String token) {
        if (token.length() > MAX_LENGTH) {
            throw new Unauthenticated(Reason.MALFORMED);
        }
        String[] segments = token.split("\\.", -1);
        if (segments.length != 3) {
            throw new Unauthenticated(segments.length < 3 ? Reason.SEGMENTS : Reason.MALFORMED);
        }
        String signed = token.substring(0, token.lastIndexOf('.'));
        Base64URL header = strict(segments[0]);
        Base64URL payload = strict(segments[1]);
        Base64URL signature = strict(segments[2]);
        return new CompactToken(header(StrictJson.object(header.decode())), payload, signature, signed);
    }

    private static Header header(Map<String, @Nullable Object> members) {
        if (!HEADER_MEMBERS.containsAll(members.keySet())) {
            throw new Unauthenticated(Reason.MALFORMED);
        }
        KeyAlgorithm algorithm = Arrays.stream(KeyAlgorithm.values())
                .filter(known -> known.name().equals(members.get("alg")))
                .findFirst()
                .orElseThrow(() -> new Unauthenticated(Reason.ALGORITHM));
        if (!"JWT".equals(members.getOrDefault("typ", "JWT"))
                || !(members.getOrDefault("kid", "") instanceof String key)) {
            throw new Unauthenticated(Reason.MALFORMED);
        }
        return new Header(algorithm, members.containsKey("kid") ? Optional.of(key) : Optional.empty());
    }

    /**
     * The decoder takes padding, the standard alphabet, blanks and stray bits: only one spelling comes back as it was.
     */
    private static Base64URL strict(String segment) {
        Base64URL base64 = new Base64URL(segment);
        if (!Base64URL.encode(base64.decode()).equals(base64)) {
            throw new Unauthenticated(Reason.MALFORMED);
        }
        return base64;
    }

    @Override
    public String toString() {
        return "CompactToken[redacted]";
    }
}
