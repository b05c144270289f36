package dev.stencil.adapter.jwt;

import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.ALGORITHM;
import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.SIGNATURE;

import dev.stencil.core.domain.Failure.Unauthenticated;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One key that signs tokens, and all those that verify them, itself among them. Immutable; shows ids alone. */
public final class KeySet {
    private final TokenKey signer;
    private final Map<String, TokenKey> verifiers;
    /** The key for tokens that name none: those of the original system and of early versions of Stencil. */
    private final Optional<TokenKey> unnamed;

    private KeySet(TokenKey signer, Map<String, TokenKey> verifiers, Optional<TokenKey> unnamed) {
        this.signer = signer;
        this.verifiers = verifiers;
        this.unnamed = unnamed;
    }

    /** The secret alone, which verifies tokens that name no key, too. */
    public static KeySet of(SigningSecret secret) {
        TokenKey key = new TokenKey(secret.jwk());
        return new KeySet(key, Map.of(key.id(), key), Optional.of(key));
    }

    /** @param verifiers with different ids; the signer is one of them */
    static KeySet of(TokenKey signer, Collection<TokenKey> verifiers) {
        Map<String, TokenKey> byId = verifiers.stream()
                .collect(Collectors.toMap(TokenKey::id, Function.identity(), (one, same) -> one, LinkedHashMap::new));
        return new KeySet(signer, byId, Optional.empty());
    }

    /** These keys, and the secret to verify what it has signed before, and tokens that name no key. */
    public KeySet accepting(SigningSecret secret) {
        TokenKey key = new TokenKey(secret.jwk());
        Map<String, TokenKey> more = new LinkedHashMap<>(verifiers);
        // It may be among the keys, with an end or without: it verifies all the same.
        more.put(key.id(), key);
        return new KeySet(signer, more, Optional.of(key));
    }

    /** The id of the key that signs. */
    public String signer() {
        return signer.id();
    }

    /** The ids of all keys that verify, also of those that will not for ever. */
    public List<String> verifiers() {
        return List.copyOf(verifiers.keySet());
    }

    String sign(Map<String, Object> claims) {
        return signer.sign(claims);
    }

    /** @throws Unauthenticated if there is none now, or the key has another algorithm than the header says */
    TokenKey verifier(TokenHeader header, Instant now) {
        TokenKey key = header.key()
                .map(verifiers::get)
                .or(() -> header.key().isPresent() ? Optional.empty() : unnamed)
                .filter(known -> now.isBefore(known.until()))
                .orElseThrow(() -> new Unauthenticated(SIGNATURE));
        if (key.algorithm() != header.algorithm()) {
            throw new Unauthenticated(ALGORITHM);
        }
        return key;
    }

    /** The public keys that verify now, as a JWK set (RFC 7517, 5); secrets are never in it. */
    String publicKeys(Instant now) {
        return verifiers.values().stream()
                .filter(key -> now.isBefore(key.until()))
                .flatMap(key -> key.publicJson().stream())
                .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }

    @Override
    public String toString() {
        return "KeySet[signer=" + signer() + ", verifiers=" + verifiers() + "]";
    }
}
