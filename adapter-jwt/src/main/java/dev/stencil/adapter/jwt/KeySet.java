package dev.stencil.adapter.jwt;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** One key that signs tokens, and all those that verify them, itself among them. Immutable; shows ids alone. */
public final class KeySet {
    private final TokenKey signer;
    private final Verifiers verifiers;

    /** @param verifiers with different ids; the signer is one of them */
    KeySet(TokenKey signer, Verifiers verifiers) {
        this.signer = signer;
        this.verifiers = verifiers;
    }

    /** The secret alone, which verifies tokens that name no key, too. */
    public static KeySet of(SigningSecret secret) {
        TokenKey key = new TokenKey(Objects.requireNonNull(secret, "secret").jwk());
        return new KeySet(key, Verifiers.of(List.of()).withUnnamed(key));
    }

    /** These keys, and the secret to verify what it has signed before, and tokens that name no key. */
    public KeySet accepting(SigningSecret secret) {
        return new KeySet(signer, verifiers.withUnnamed(new TokenKey(secret.jwk())));
    }

    /** The id of the key that signs. */
    public String signer() {
        return signer.id();
    }

    /** The ids of all keys that verify, also of those that will not for ever. */
    public List<String> verifiers() {
        return List.copyOf(verifiers.byId().keySet());
    }

    String sign(Map<String, Object> claims) {
        return signer.sign(claims);
    }

    Verifiers verifying() {
        return verifiers;
    }

    /** The public keys that verify now, as a JWK set (RFC 7517, 5); secrets are never in it. */
    String publicKeys(Instant now) {
        return verifiers.byId().values().stream()
                .filter(key -> now.isBefore(key.until()))
                .flatMap(key -> key.publicJson().stream())
                .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }

    @Override
    public String toString() {
        return "KeySet[signer=" + signer() + ", verifiers=" + verifiers() + "]";
    }
}
