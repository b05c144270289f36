package dev.stencil.adapter.jwt;

import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.ALGORITHM;
import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.MALFORMED;
import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.SIGNATURE;

import dev.stencil.core.domain.Failure.Unauthenticated;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes headers of one kind only. The header is not yet known to be ours, so it decides nothing: neither which
 * algorithm verifies it nor with which key (RFC 8725, 3.1).
 */
final class HeaderCheck {
    private static final Set<String> MEMBERS = Set.of("alg", "typ", "kid");

    private HeaderCheck() {}

    static void check(Map<String, @Nullable Object> header) {
        if (!MEMBERS.containsAll(header.keySet())) {
            throw new Unauthenticated(MALFORMED);
        }
        if (!"HS256".equals(header.get("alg"))) {
            throw new Unauthenticated(ALGORITHM);
        }
        if (header.containsKey("typ") && !"JWT".equals(header.get("typ"))) {
            throw new Unauthenticated(MALFORMED);
        }
        if (header.containsKey("kid")) {
            // Our tokens name no key, so there is none that this one could name.
            throw new Unauthenticated(header.get("kid") instanceof String ? SIGNATURE : MALFORMED);
        }
    }
}
