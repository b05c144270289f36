package dev.stencil.adapter.jwt;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.stencil.core.port.Tokens.Claims;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BiFunction;

/**
 * Verifier of tokens with one set of keys, and cache of those that it accepted. A change of keys makes a new one, so
 * that a verification that began before the change is not cached after it.
 */
final class Verification {
    /** In characters of tokens, which are bytes. Some 15,000 tokens of people with short names. */
    private static final int MAX_WEIGHT = 16 * 1024 * 1024;
    /** The size of the cached claims of a token, in characters, and of custom ones, for each character of the token. */
    private static final int WEIGHT_OF_CLAIMS = 600;
    private static final int WEIGHT_OF_CUSTOM_CLAIMS = 8;

    private final BiFunction<CompactToken.Header, Instant, TokenKey> keys;
    private final ClaimsCheck claims;
    private final InstantSource clock;
    // By the text and not by a hash of it: that would cost as much as to verify the token. What a look-up's time tells
    // of texts that share a hash of 32 bits is of no use to somebody who has neither.
    private final Cache<String, Accepted> accepted = Caffeine.newBuilder()
            .maximumWeight(MAX_WEIGHT)
            .weigher((String token, Accepted known) -> known.weight(token))
            .executor(Runnable::run)
            .build();

    private record Accepted(Claims claims, Instant until) {
        int weight(String token) {
            int custom = claims.custom().isEmpty() ? 0 : WEIGHT_OF_CUSTOM_CLAIMS;
            return token.length() * (1 + custom) + WEIGHT_OF_CLAIMS;
        }
    }

    /** @param keys the key for a header, or {@code Unauthenticated} if there is none now */
    Verification(BiFunction<CompactToken.Header, Instant, TokenKey> keys, ClaimsCheck claims, InstantSource clock) {
        this.keys = keys;
        this.claims = claims;
        this.clock = clock;
    }

    Claims verify(String token) {
        Instant now = clock.instant();
        Accepted known = accepted.getIfPresent(token);
        if (known != null && now.isBefore(known.until())) {
            return known.claims();
        }
        Accepted found = accept(token, now);
        accepted.put(token, found);
        return found.claims();
    }

    private Accepted accept(String token, Instant now) {
        CompactToken parts = CompactToken.parse(token);
        TokenKey key = keys.apply(parts.header(), now);
        key.check(parts);
        // Nothing of the payload is looked at before it is known to be ours.
        Claims checked = claims.check(StrictJson.object(parts.payload().decode()), now);
        Instant until = checked.expires().isBefore(key.until()) ? checked.expires() : key.until();
        return new Accepted(checked, until);
    }
}
