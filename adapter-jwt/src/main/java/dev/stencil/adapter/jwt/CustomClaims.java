package dev.stencil.adapter.jwt;

import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Failure.Unauthenticated;
import dev.stencil.core.domain.Failure.Unauthenticated.Reason;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.ContentLimits;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The claims of a token that are neither registered (RFC 7519, 4.1) nor Stencil's: those of a service around it. */
final class CustomClaims {
    /** The largest size as compact JSON. A token with it and any name that can be new stays below 4 KiB. */
    static final int MAX_BYTES = 1024;
    private static final Set<String> RESERVED = Set.of(
            "iss", "sub", "aud", "exp", "nbf", "iat", "jti", "uid", "sid", "fresh", "type", "roles");

    private CustomClaims() {}

    /** @throws IllegalArgumentException if a name is reserved, a value is no JSON, or all of it is too large */
    static Map<String, @Nullable Object> checked(Map<String, ?> claims) {
        for (String name : claims.keySet()) {
            if (RESERVED.contains(name)) {
                throw new IllegalArgumentException("the claim \"" + name + "\" is reserved");
            }
        }
        try {
            return copy(claims, ContentLimits.stored(MAX_BYTES));
        } catch (Failure.Invalid e) {
            throw new IllegalArgumentException("the custom claim " + e.pointer() + " " + e.message(), e);
        } catch (Failure.TooLarge e) {
            throw new IllegalArgumentException("custom claims are more than " + MAX_BYTES + " bytes of JSON", e);
        }
    }

    /** Those among all claims of a token. */
    static Map<String, @Nullable Object> read(Map<String, @Nullable Object> claims) {
        Map<String, @Nullable Object> custom = new LinkedHashMap<>(claims);
        custom.keySet().removeAll(RESERVED);
        try {
            return copy(custom, ContentLimits.SOUGHT);
        } catch (Failure.Invalid e) {
            throw new Unauthenticated(Reason.MALFORMED);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> copy(Map<String, ?> claims, ContentLimits limits) {
        return (Map<String, @Nullable Object>) Objects.requireNonNull(Content.of(claims, limits).value());
    }
}
