package dev.stencil.adapter.jwt;

import com.nimbusds.jose.jwk.JWK;
import dev.stencil.core.domain.Failure.Unauthenticated;
import dev.stencil.core.domain.Failure.Unauthenticated.Reason;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The keys that verify tokens, by their ids. Immutable.
 *
 * @param unnamed the key for tokens that name none: those of the original system and of early versions of Stencil
 */
record Verifiers(Map<String, TokenKey> byId, Optional<TokenKey> unnamed) {
    static Verifiers of(Collection<TokenKey> keys) {
        Map<String, TokenKey> byId = new LinkedHashMap<>();
        keys.forEach(key -> byId.putIfAbsent(key.id(), key));
        return new Verifiers(byId, Optional.empty());
    }

    /** The public keys on P-256 of a set; what else it holds is passed over. */
    static Verifiers ofPublic(Collection<JWK> set) {
        return of(set.stream().filter(Jwk::verifiesPublicly).map(key -> new TokenKey(key.toPublicJWK())).toList());
    }

    /** These and another, which also verifies tokens that name no key. */
    Verifiers withUnnamed(TokenKey key) {
        Map<String, TokenKey> more = new LinkedHashMap<>(byId);
        // It may be among the keys, with an end or without: it verifies all the same.
        more.put(key.id(), key);
        return new Verifiers(more, Optional.of(key));
    }

    /** @throws Unauthenticated if there is none now, or the key has another algorithm than the header says */
    TokenKey key(CompactToken.Header header, Instant now) {
        TokenKey key = (header.key().isPresent() ? header.key().map(byId::get) : unnamed)
                .filter(known -> now.isBefore(known.until()))
                .orElseThrow(() -> new Unauthenticated(Reason.SIGNATURE));
        if (key.algorithm() != header.algorithm()) {
            throw new Unauthenticated(Reason.ALGORITHM);
        }
        return key;
    }
}
