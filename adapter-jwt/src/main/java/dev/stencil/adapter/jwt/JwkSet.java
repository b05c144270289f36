package dev.stencil.adapter.jwt;

import static java.time.temporal.ChronoUnit.SECONDS;

import com.nimbusds.jose.jwk.JWK;
import dev.stencil.core.domain.Failure.Unauthenticated;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The content of a key file: a JWK set (RFC 7517) with private keys, of which exactly one signs. The others verify:
 * those that were published and are yet to sign, and those that have signed and verify until their {@code exp}.
 * Immutable; shows ids alone.
 */
public final class JwkSet {
    /** The longest key file. */
    public static final int MAX_BYTES = 64 * 1024;
    private static final int MAX_KEYS = 32;

    private final List<JWK> keys;

    private JwkSet(List<JWK> keys) {
        this.keys = List.copyOf(keys);
        Jwk.refuseIf(keys.size() > MAX_KEYS, "there are more than " + MAX_KEYS + " keys");
        Jwk.refuseIf(keys.stream().map(JWK::getKeyID).distinct().count() < keys.size(),
                "two keys have the same \"kid\"");
        Jwk.refuseIf(keys.stream().filter(Jwk::signs).count() != 1,
                "exactly one key must have \"sign\" among its \"key_ops\"");
    }

    /** The purpose of a key. */
    public enum Role {
        SIGNS, PUBLISHED, RETIRED
    }

    /**
     * The public properties of a key.
     *
     * @param until when it no longer verifies, if that was decided
     */
    public record Entry(String id, KeyAlgorithm algorithm, Role role, Optional<Instant> until) {}

    /** A new key that signs, alone. */
    public static JwkSet generate(KeyAlgorithm algorithm) {
        return new JwkSet(List.of(Jwk.signing(Jwk.generate(algorithm))));
    }

    /** The secret, to be replaced by {@link #rotated} later. Whoever has the secret verifies what it signs. */
    public static JwkSet of(SigningSecret secret) {
        return new JwkSet(List.of(secret.jwk()));
    }

    /** @throws UnusableKeys if that is no set of keys as described above */
    public static JwkSet parse(byte[] json) {
        List<JWK> keys = new ArrayList<>();
        for (Object key : array(json)) {
            keys.add(Jwk.parse(key, keys.size() + 1));
        }
        return new JwkSet(keys);
    }

    private static List<?> array(byte[] json) {
        try {
            if (StrictJson.object(json).get("keys") instanceof List<?> keys) {
                return keys;
            }
        } catch (Unauthenticated e) {
            // Falls through.
        }
        throw new UnusableKeys("it is no JSON object with an array \"keys\" (RFC 7517, 5)");
    }

    /** One line a key. The private parts are in it. */
    public String json() {
        return keys.stream().map(JWK::toJSONString).collect(Collectors.joining(",\n", "{\"keys\":[\n", "\n]}\n"));
    }

    public List<Entry> entries() {
        return keys.stream()
                .map(key -> new Entry(
                        key.getKeyID(), Jwk.algorithm(key),
                        Jwk.signs(key) ? Role.SIGNS : Jwk.isYetToSign(key) ? Role.PUBLISHED : Role.RETIRED,
                        Optional.ofNullable(key.getExpirationTime()).map(Date::toInstant)))
                .toList();
    }

    /** These keys, to sign and verify with. */
    public KeySet keySet() {
        return new KeySet(new TokenKey(signer()), Verifiers.of(keys.stream().map(TokenKey::new).toList()));
    }

    /**
     * A further key that verifies only, for {@link #rotated} to promote.
     *
     * @param algorithm as the key that signs, if not given
     */
    public JwkSet published(Instant now, Optional<KeyAlgorithm> algorithm) {
        Stream<JWK> known = keys.stream().filter(key -> !isOver(key, now));
        return new JwkSet(Stream.concat(known, Stream.of(generate(algorithm))).toList());
    }

    /**
     * The key that was published first signs, or a new one if none waits. The one that signed verifies for as long as
     * {@code keep}; those whose time is over are dropped.
     *
     * @param algorithm of a new key, as the one that signed if not given
     * @throws UnusableKeys if an algorithm is given and a published key of another one waits
     */
    public JwkSet rotated(Instant now, Duration keep, Optional<KeyAlgorithm> algorithm) {
        JWK next = keys.stream().filter(Jwk::isYetToSign).findFirst().orElseGet(() -> generate(algorithm));
        Jwk.refuseIf(algorithm.filter(given -> given != Jwk.algorithm(next)).isPresent(),
                "a key of " + Jwk.algorithm(next) + " was published and is next: rotate to that one first, without"
                        + " naming an algorithm");
        JWK last = Jwk.retired(signer(), now.plus(keep).truncatedTo(SECONDS));
        Stream<JWK> others = keys.stream().filter(key -> !Jwk.signs(key) && !key.getKeyID().equals(next.getKeyID()));
        Stream<JWK> rotated = Stream.concat(Stream.of(Jwk.signing(next), last), others);
        return new JwkSet(rotated.filter(key -> !isOver(key, now)).toList());
    }

    private JWK generate(Optional<KeyAlgorithm> algorithm) {
        return Jwk.generate(algorithm.orElseGet(() -> Jwk.algorithm(signer())));
    }

    private JWK signer() {
        return keys.stream().filter(Jwk::signs).findFirst().orElseThrow();
    }

    private static boolean isOver(JWK key, Instant now) {
        return key.getExpirationTime() != null && !key.getExpirationTime().toInstant().isAfter(now);
    }

    @Override
    public String toString() {
        return "JwkSet" + entries();
    }
}
