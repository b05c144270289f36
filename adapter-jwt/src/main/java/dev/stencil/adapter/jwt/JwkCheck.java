package dev.stencil.adapter.jwt;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import dev.stencil.core.domain.Failure.Unauthenticated;
import java.text.ParseException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes keys of the kinds that {@link Jwk} knows. Complaints say which one by its place, as its id may be a mistake. */
final class JwkCheck {
    /** In every token and in logs: nothing that needs care there. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:~-]{1,64}");
    private static final Map<String, Object> PROBE = Map.of("probe", true);

    private final int place;

    /** @param place in the file, from 1 */
    JwkCheck(int place) {
        this.place = place;
    }

    /** @throws UnusableKeys if {@code json} is no such key */
    JWK check(@Nullable Object json) {
        JWK key = parsed(json);
        refuseIf(key.getKeyID() == null || !ID.matcher(key.getKeyID()).matches(),
                "needs a \"kid\" of at most 64 letters, digits and any of . _ : ~ -");
        refuseIf(key instanceof OctetSequenceKey secret && secret.size() < 8 * SigningSecret.MIN_BYTES,
                "has fewer than " + SigningSecret.MIN_BYTES + " bytes in \"k\"");
        String algorithm = Jwk.algorithm(key).name();
        refuseIf(key.getAlgorithm() != null && !key.getAlgorithm().getName().equals(algorithm),
                "is of a kind whose \"alg\" can only be " + algorithm);
        refuseIf(key.getKeyUse() != null && !key.getKeyUse().equals(KeyUse.SIGNATURE), "has a \"use\" other than sig");
        checkOperations(key);
        refuseIf(key.isPrivate() && !isWhole(key), "has a \"d\" that does not belong to its \"x\" and \"y\"");
        return key;
    }

    private JWK parsed(@Nullable Object json) {
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
        throw complaint("is neither a whole EC key on P-256 nor a whole oct key (RFC 7518, 6)");
    }

    private void checkOperations(JWK key) {
        Set<KeyOperation> operations = key.getKeyOperations();
        refuseIf(operations == null || operations.isEmpty() || !Jwk.SIGN.containsAll(operations),
                "needs \"key_ops\": [\"sign\", \"verify\"] to sign, [\"verify\"] to verify only");
        refuseIf(Jwk.signs(key) && !key.isPrivate(), "is to sign and has no \"d\"");
        refuseIf(Jwk.signs(key) && key.getExpirationTime() != null, "is to sign and has an end, \"exp\"");
    }

    /** Two keys that were mixed up would sign what nobody can verify. */
    private static boolean isWhole(JWK key) {
        TokenKey both = new TokenKey(key);
        try {
            both.check(CompactToken.parse(both.sign(PROBE)));
            return true;
        } catch (Unauthenticated e) {
            return false;
        }
    }

    private void refuseIf(boolean wrong, String what) {
        if (wrong) {
            throw complaint(what);
        }
    }

    private UnusableKeys complaint(String what) {
        return new UnusableKeys("key " + place + " " + what);
    }
}
