package dev.stencil.adapter.jwt;

import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.ALGORITHM;
import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.MALFORMED;

import dev.stencil.core.domain.Failure.Unauthenticated;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The header of a token, which is not yet known to be ours: it says which of our keys to try and decides nothing else
 * (RFC 8725, 3.1).
 *
 * @param key the id of a key, if it names one
 */
record TokenHeader(KeyAlgorithm algorithm, Optional<String> key) {
    private static final Set<String> MEMBERS = Set.of("alg", "typ", "kid");

    /** @throws Unauthenticated if it is not of the one form that we take */
    static TokenHeader of(Map<String, @Nullable Object> members) {
        if (!MEMBERS.containsAll(members.keySet())) {
            throw new Unauthenticated(MALFORMED);
        }
        KeyAlgorithm algorithm = algorithm(members.get("alg"));
        if (members.containsKey("typ") && !"JWT".equals(members.get("typ"))) {
            throw new Unauthenticated(MALFORMED);
        }
        if (!members.containsKey("kid")) {
            return new TokenHeader(algorithm, Optional.empty());
        }
        if (members.get("kid") instanceof String key) {
            return new TokenHeader(algorithm, Optional.of(key));
        }
        throw new Unauthenticated(MALFORMED);
    }

    private static KeyAlgorithm algorithm(@Nullable Object name) {
        for (KeyAlgorithm algorithm : KeyAlgorithm.values()) {
            if (algorithm.name().equals(name)) {
                return algorithm;
            }
        }
        throw new Unauthenticated(ALGORITHM);
    }
}
