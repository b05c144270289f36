package dev.stencil.adapter.jwt;

import static dev.stencil.adapter.jwt.Forge.CLOCK;
import static dev.stencil.adapter.jwt.Forge.NOW;
import static dev.stencil.adapter.jwt.Forge.assertRefused;
import static dev.stencil.adapter.jwt.Forge.base64;
import static dev.stencil.adapter.jwt.Forge.claims;
import static dev.stencil.adapter.jwt.Forge.mac;
import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.ALGORITHM;
import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.MALFORMED;
import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.SIGNATURE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.stencil.core.domain.Failure.Unauthenticated;
import dev.stencil.core.domain.Failure.Unauthenticated.Reason;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Several keys: each verifies what names it, and nothing else. */
class KeySetTest {
    private static final ForgedKey SIGNER = ForgedKey.named("signer");
    private static final ForgedKey NEXT = ForgedKey.named("next");
    private static final ForgedKey RETIRED = ForgedKey.named("retired");
    private static final byte[] SHARED = "another secret that is long enough, too".getBytes(UTF_8);
    private static final KeySet KEYS = JwkSet.parse("""
            {"keys":[%s,%s,%s,%s,
             {"kty":"oct","kid":"shared","alg":"HS256","k":"%s","key_ops":["verify"],"exp":%d}]}
            """.formatted(
            SIGNER.jwk("\"key_ops\":[\"sign\",\"verify\"]"),
            NEXT.jwk("\"key_ops\":[\"verify\"]"),
            RETIRED.publicJwk() + ",\"key_ops\":[\"verify\"],\"exp\":" + NOW + "}",
            ForgedKey.named("retires").publicJwk() + ",\"key_ops\":[\"verify\"],\"exp\":" + (NOW + 1) + "}",
            base64(SHARED), NOW + 5).getBytes(UTF_8)).keySet();

    private final JwtTokens tokens = new JwtTokens(KEYS, Duration.ofDays(1), CLOCK);
    private final JwtTokens withSecret =
            new JwtTokens(KEYS.accepting(new SigningSecret(Forge.SECRET)), Duration.ofDays(1), CLOCK);

    @Test
    void aTokenIsVerifiedByTheKeyThatItNames() {
        String shared = hs256("{\"alg\":\"HS256\",\"kid\":\"shared\"}", SHARED);
        for (String token : new String[]{SIGNER.token(claims()), NEXT.token(claims()), shared}) {
            assertThat(tokens.verify(token).subject().text()).isEqualTo("alice");
        }
    }

    @Test
    void aTokenThatNamesNoKeyIsVerifiedByTheSecretIfThereIsOne() {
        assertThat(withSecret.verify(claims().token()).subject().text()).isEqualTo("alice");
        assertRefused(tokens::verify, claims().token(), SIGNATURE);
    }

    @ParameterizedTest
    @MethodSource
    void anyOtherTokenIsRefusedWithAndWithoutASecret(String token, Reason reason) {
        assertRefused(tokens::verify, token, reason);
        assertRefused(withSecret::verify, token, reason);
    }

    /** To somebody who has the public keys alone, a token of a secret is one of an unknown key. */
    @ParameterizedTest
    @MethodSource("anyOtherTokenIsRefusedWithAndWithoutASecret")
    void anyOtherTokenIsRefusedWithThePublicKeysAlone(String token, Reason reason) {
        JwtVerifier verifier = JwtVerifier.withKeys(tokens.publicKeys()).clock(CLOCK).build();
        assertThat(verifier.verify(SIGNER.token(claims()))).isEqualTo(tokens.verify(SIGNER.token(claims())));
        assertThatExceptionOfType(Unauthenticated.class)
                .isThrownBy(() -> verifier.verify(token))
                .satisfies(e -> assertThat(e.reason()).isIn(reason, SIGNATURE));
    }

    static Stream<Arguments> anyOtherTokenIsRefusedWithAndWithoutASecret() {
        String text = base64(SIGNER.header()) + "." + base64(claims().json());
        byte[] right = SIGNER.sign("SHA256withECDSAinP1363Format", text);
        byte[] flipped = right.clone();
        flipped[40] ^= 1;
        String publicKey = SIGNER.publicJwk() + "}";
        return Stream.of(
                argumentSet("retired key", RETIRED.token(claims()), SIGNATURE),
                argumentSet("unknown key", ForgedKey.named("unknown").token(claims()), SIGNATURE),
                argumentSet("../", ForgedKey.named("../signer").token(claims()), SIGNATURE),
                argumentSet("wrong key of that name", ForgedKey.named("signer").token(claims()), SIGNATURE),
                argumentSet("another of our keys", new ForgedKey("signer", NEXT.pair()).token(claims()), SIGNATURE),
                argumentSet("name in other letters", new ForgedKey("Signer", SIGNER.pair()).token(claims()), SIGNATURE),
                argumentSet("the public key as a secret",
                        hs256("{\"alg\":\"HS256\",\"kid\":\"signer\"}", publicKey.getBytes(UTF_8)), ALGORITHM),
                argumentSet("another algorithm than the key's",
                        hs256("{\"alg\":\"ES256\",\"kid\":\"shared\"}", SHARED), ALGORITHM),
                argumentSet("RS256", hs256("{\"alg\":\"RS256\",\"kid\":\"signer\"}", SHARED), ALGORITHM),
                argumentSet("ES512", hs256("{\"alg\":\"ES512\",\"kid\":\"signer\"}", SHARED), ALGORITHM),
                argumentSet("none", base64("{\"alg\":\"none\",\"kid\":\"signer\"}") + ".e30.", ALGORITHM),
                argumentSet("a secret that names no key", hs256("{\"alg\":\"HS256\"}", SHARED), SIGNATURE),
                argumentSet("signature empty", text + ".", SIGNATURE),
                argumentSet("signature flipped", text + "." + base64(flipped), SIGNATURE),
                argumentSet("signature cut", text + "." + base64(Arrays.copyOf(right, 63)), SIGNATURE),
                argumentSet("signature longer", text + "." + base64(Arrays.copyOf(right, 65)), SIGNATURE),
                argumentSet("signature of zeros", text + "." + base64(new byte[64]), SIGNATURE),
                argumentSet("signature, its halves swapped", text + "." + base64(ForgedKey.swapped(right)), SIGNATURE),
                argumentSet("signature in DER", text + "." + base64(SIGNER.sign("SHA256withECDSA", text)), SIGNATURE),
                argumentSet("kid twice", hs256("{\"alg\":\"HS256\",\"kid\":\"x\",\"kid\":\"shared\"}", SHARED),
                        MALFORMED));
    }

    @Test
    void aSecretBesideVerifiesAlsoWhereItIsARetiredKeyOfTheSet() {
        SigningSecret secret = new SigningSecret(Forge.SECRET);
        KeySet rotated =
                JwkSet.of(secret).rotated(CLOCK.instant().minusSeconds(9), Duration.ofSeconds(8), Optional.empty())
                        .keySet();
        String token = Forge.token("{\"alg\":\"HS256\",\"kid\":\"" + Forge.SECRET_ID + "\"}", claims().json());

        assertRefused(new JwtTokens(rotated, Duration.ofDays(1), CLOCK)::verify, token, SIGNATURE);
        assertThat(new JwtTokens(rotated.accepting(secret), Duration.ofDays(1), CLOCK).verify(token)).isNotNull();
    }

    @Test
    void aTokenWithoutKeyMustBeOfTheSecretsAlgorithm() {
        String text = base64("{\"alg\":\"ES256\"}") + "." + base64(claims().json());
        String token = text + "." + base64(SIGNER.sign("SHA256withECDSAinP1363Format", text));
        assertRefused(withSecret::verify, token, ALGORITHM);
        assertRefused(tokens::verify, token, SIGNATURE);
    }

    @Test
    void publicKeysAreThoseThatVerifyNowAndNoSecret() {
        String keys = withSecret.publicKeys();

        assertThat(keys).contains("\"signer\"", "\"next\"", "\"retires\"", SIGNER.x(), SIGNER.y())
                .contains("\"alg\":\"ES256\"", "\"use\":\"sig\"", "\"crv\":\"P-256\"")
                .doesNotContain("\"retired\"", "shared", "\"d\"", "\"k\"", "key_ops", Forge.SECRET_ID);
    }

    @Test
    void aSetOfASecretHasNoPublicKeys() {
        JwtTokens secret = new JwtTokens(new SigningSecret(Forge.SECRET), Duration.ofDays(1), CLOCK);
        assertThat(secret.publicKeys()).isEqualTo("{\"keys\":[]}");
    }

    @Test
    void aSetTellsItsIdsAlone() {
        KeySet keys = KEYS.accepting(new SigningSecret(Forge.SECRET));
        assertThat(keys.signer()).isEqualTo("signer");
        assertThat(keys.verifiers())
                .containsExactly("signer", "next", "retired", "retires", "shared", Forge.SECRET_ID);
        assertThat(keys).hasToString("KeySet[signer=signer, verifiers=" + keys.verifiers() + "]");
    }

    private static String hs256(String header, byte[] secret) {
        String text = base64(header) + "." + base64(claims().json());
        return text + "." + base64(mac("HmacSHA256", secret, text));
    }
}
