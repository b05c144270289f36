package dev.stencil.adapter.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.JWKGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import dev.stencil.core.domain.Failure.Unauthenticated;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks and states of a JWK (RFC 7517), which is a secret for HS256 or a key on the curve P-256 for ES256. Its
 * operations say whether it signs. A key that only verifies and has no end was published and is yet to sign, if it can.
 */
final class Jwk {
    static final int ID_BYTES = 8;
    static final Set<KeyOperation> SIGN = Set.of(KeyOperation.SIGN, KeyOperation.VERIFY);
    static final Set<KeyOperation> VERIFY = Set.of(KeyOperation.VERIFY);

    /** In every token and in logs: nothing that needs care there. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:~-]{1,64}");

    private Jwk() {}

    /** A new key that has not signed yet. */
    static JWK generate(KeyAlgorithm algorithm) {
        byte[] id = new byte[ID_BYTES];
        new SecureRandom().nextBytes(id);
        String name = Base64URL.encode(id).toString();
        try {
            JWKGenerator<?> generator = switch (algorithm) {
                case ES256 -> new ECKeyGenerator(Curve.P_256);
                case HS256 -> new OctetSequenceKeyGenerator(8 * SigningSecret.MIN_BYTES);
            };
            return generator.keyID(name).algorithm(algorithm.jws()).keyOperations(VERIFY).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("a key could not be made", e);
        }
    }

    static KeyAlgorithm algorithm(JWK key) {
        return key instanceof ECKey ? KeyAlgorithm.ES256 : KeyAlgorithm.HS256;
    }

    static boolean signs(JWK key) {
        return key.getKeyOperations().contains(KeyOperation.SIGN);
    }

    static boolean isYetToSign(JWK key) {
        return !signs(key) && key.isPrivate() && key.getExpirationTime() == null;
    }

    /**
     * Whether it is a public key that verifies tokens of ours, by a set of somebody else's, who need not say what a key
     * is for. A secret is no public key, whoever sends it.
     */
    static boolean verifiesPublicly(JWK key) {
        return key instanceof ECKey ec
                && ec.getCurve().equals(Curve.P_256)
                && key.getKeyID() != null
                && (key.getAlgorithm() == null || key.getAlgorithm().equals(KeyAlgorithm.ES256.jws()))
                && (key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE))
                && (key.getKeyOperations() == null || key.getKeyOperations().contains(KeyOperation.VERIFY));
    }

    static JWK signing(JWK key) {
        return with(key, SIGN, null);
    }

    /** The key once it signs no more. An EC key loses its private part, which only a thief could use. */
    static JWK retired(JWK key, Instant end) {
        return with(key instanceof ECKey ec ? ec.toPublicJWK() : key, VERIFY, Date.from(end));
    }

    private static JWK with(JWK key, Set<KeyOperation> operations, @Nullable Date end) {
        return key instanceof OctetSequenceKey secret
                ? new OctetSequenceKey.Builder(secret).keyOperations(operations).expirationTime(end).build()
                : new ECKey.Builder(key.toECKey()).keyOperations(operations).expirationTime(end).build();
    }

    /**
     * Parses a key, by Nimbus and then by our rules. Nimbus' {@code JWKSet} is not used, since it passes over keys of
     * unknown kinds.
     *
     * @param place of the key in its file, from 1: complaints name it, as the key's id may be a mistake
     * @throws UnusableKeys if {@code json} is no key of the kinds above
     */
    static JWK parse(@Nullable Object json, int place) {
        try {
            JWK key = parsed(json);
            check(key);
            return key;
        } catch (UnusableKeys e) {
            throw new UnusableKeys("key " + place + " " + e.getMessage());
        }
    }

    private static JWK parsed(@Nullable Object json) {
        if (json instanceof Map<?, ?> members) {
            try {
                @SuppressWarnings("unchecked")
                JWK key = JWK.parse((Map<String, Object>) members);
                if (key instanceof OctetSequenceKey || (key instanceof ECKey ec && ec.getCurve().equals(Curve.P_256))) {
                    return key;
                }
            } catch (ParseException | IllegalArgumentException | IllegalStateException e) {
                // Falls through: the message may quote the key.
            }
        }
        throw new UnusableKeys("is neither a whole EC key on P-256 nor a whole oct key (RFC 7518, 6)");
    }

    private static void check(JWK key) {
        refuseIf(key.getKeyID() == null || !ID.matcher(key.getKeyID()).matches(),
                "needs a \"kid\" of at most 64 letters, digits and any of . _ : ~ -");
        refuseIf(key instanceof OctetSequenceKey secret && secret.size() < 8 * SigningSecret.MIN_BYTES,
                "has fewer than " + SigningSecret.MIN_BYTES + " bytes in \"k\"");
        String algorithm = algorithm(key).name();
        refuseIf(key.getAlgorithm() != null && !key.getAlgorithm().getName().equals(algorithm),
                "is of a kind whose \"alg\" can only be " + algorithm);
        refuseIf(key.getKeyUse() != null && !key.getKeyUse().equals(KeyUse.SIGNATURE), "has a \"use\" other than sig");
        Set<KeyOperation> operations = key.getKeyOperations();
        refuseIf(operations == null || operations.isEmpty() || !SIGN.containsAll(operations),
                "needs \"key_ops\": [\"sign\", \"verify\"] to sign, [\"verify\"] to verify only");
        refuseIf(signs(key) && !key.isPrivate(), "is to sign and has no \"d\"");
        refuseIf(signs(key) && key.getExpirationTime() != null, "is to sign and has an end, \"exp\"");
        refuseIf(key.isPrivate() && !isWhole(key), "has a \"d\" that does not belong to its \"x\" and \"y\"");
    }

    static void refuseIf(boolean wrong, String what) {
        if (wrong) {
            throw new UnusableKeys(what);
        }
    }

    /** Two keys that were mixed up would sign what nobody can verify. */
    private static boolean isWhole(JWK key) {
        TokenKey both = new TokenKey(key);
        try {
            both.check(CompactToken.parse(both.sign(Map.of("probe", true))));
            return true;
        } catch (Unauthenticated e) {
            return false;
        }
    }
}
