package dev.stencil.adapter.jwt;

import static dev.stencil.adapter.jwt.Forge.CLOCK;
import static dev.stencil.adapter.jwt.Forge.HEADER;
import static dev.stencil.adapter.jwt.Forge.base64;
import static dev.stencil.adapter.jwt.Forge.claims;
import static dev.stencil.adapter.jwt.Forge.mac;
import static dev.stencil.adapter.jwt.Forge.signed;
import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.ALGORITHM;
import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.MALFORMED;
import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.SEGMENTS;
import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.SIGNATURE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.stencil.core.domain.Failure.Unauthenticated.Reason;
import dev.stencil.core.port.Tokens.Claims;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each token here differs from an accepted one in one thing. */
class RefusedTokenTest {
    private static final String GOOD = claims().token();
    private static final String SIGNED = GOOD.substring(0, GOOD.lastIndexOf('.'));

    @ParameterizedTest
    @MethodSource({"framing", "headers", "signatures"})
    void aTokenThatIsNotOursIsRefused(String token, Reason reason) {
        assertRefused(token, reason);
    }

    static void assertRefused(String token, Reason reason) {
        SigningSecret secret = new SigningSecret(Forge.SECRET);
        List<Function<String, Claims>> verifiers = List.of(
                new JwtTokens(secret, Duration.ofDays(1), CLOCK)::verify,
                JwtVerifier.withSecret(secret).clock(CLOCK).build()::verify);
        for (Function<String, Claims> verifier : verifiers) {
            assertThat(verifier.apply(GOOD).subject().text()).isEqualTo("alice");
            Forge.assertRefused(verifier, token, reason);
        }
    }

    static Stream<Arguments> framing() {
        String payload = base64(claims().with("sub", "\"???>>>\"").json());
        assertThat(payload).contains("-").contains("_");
        return Stream.of(
                argumentSet("empty", "", SEGMENTS),
                argumentSet("one segment", "abc", SEGMENTS),
                argumentSet("two segments", SIGNED, SEGMENTS),
                argumentSet("a refresh token of ours", "Ab_-".repeat(24), SEGMENTS),
                argumentSet("not ASCII", "\u00e9\u00e9", SEGMENTS),
                argumentSet("four segments", GOOD + ".x", MALFORMED),
                argumentSet("five segments", GOOD + "..", MALFORMED),
                argumentSet("three empty segments", "..", MALFORMED),
                argumentSet("no Base64", "!!.!!.!!", MALFORMED),
                argumentSet("Base64 of no JSON", "a.b.c", MALFORMED),
                argumentSet("1 MB", GOOD + "A".repeat(1 << 20), MALFORMED),
                argumentSet("one dot a character", ".".repeat(1 << 20), MALFORMED),
                argumentSet("above 4 KiB", claims().with("sub", '"' + "L".repeat(4000) + '"').token(), MALFORMED),
                argumentSet("padding", signed(padded(HEADER) + "." + base64(claims().json())), MALFORMED),
                argumentSet("padded signature", GOOD + "=", MALFORMED),
                argumentSet(
                        "standard alphabet",
                        signed(base64(HEADER) + "." + payload.replace('-', '+').replace('_', '/')),
                        MALFORMED),
                argumentSet("white space before", " " + GOOD, MALFORMED),
                argumentSet("white space after", GOOD + "\n", MALFORMED),
                argumentSet("white space within", signed(base64(HEADER) + ".\t" + payload), MALFORMED),
                argumentSet("not ASCII within", signed(base64(HEADER) + ".\u00e9" + payload), MALFORMED),
                argumentSet("last character changed", withStrayBits(GOOD), MALFORMED));
    }

    private static String padded(String text) {
        String base64 = Base64.getUrlEncoder().encodeToString((text + " ").getBytes(StandardCharsets.UTF_8));
        assertThat(base64).endsWith("=");
        return base64;
    }

    /** The last of 43 characters carries 4 bits of the signature and 2 that a lax decoder ignores. */
    private static String withStrayBits(String token) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        int last = token.length() - 1;
        return token.substring(0, last) + alphabet.charAt(alphabet.indexOf(token.charAt(last)) + 1);
    }

    static Stream<Arguments> headers() {
        return Stream.of(
                header("alg none", "{\"alg\":\"none\",\"typ\":\"JWT\"}", ALGORITHM),
                header("alg nOnE", "{\"alg\":\"nOnE\",\"typ\":\"JWT\"}", ALGORITHM),
                header("alg hs256", "{\"alg\":\"hs256\",\"typ\":\"JWT\"}", ALGORITHM),
                header("alg HS512", "{\"alg\":\"HS512\",\"typ\":\"JWT\"}", ALGORITHM),
                header("alg RS256", "{\"alg\":\"RS256\",\"typ\":\"JWT\"}", ALGORITHM),
                header("alg ES256", "{\"alg\":\"ES256\",\"typ\":\"JWT\"}", ALGORITHM),
                header("alg empty", "{\"alg\":\"\",\"typ\":\"JWT\"}", ALGORITHM),
                header("alg null", "{\"alg\":null,\"typ\":\"JWT\"}", ALGORITHM),
                header("alg array", "{\"alg\":[\"HS256\"],\"typ\":\"JWT\"}", ALGORITHM),
                header("no alg", "{\"typ\":\"JWT\"}", ALGORITHM),
                header("alg twice", "{\"alg\":\"none\",\"alg\":\"HS256\"}", MALFORMED),
                header("alg twice, escaped", "{\"\\u0061lg\":\"none\",\"alg\":\"HS256\"}", MALFORMED),
                header("typ refresh", header("typ", "\"refresh+jwt\""), MALFORMED),
                header("typ jwt", header("typ", "\"jwt\""), MALFORMED),
                header("typ null", header("typ", "null"), MALFORMED),
                header("kid unknown", header("kid", "\"7\""), SIGNATURE),
                header("kid ../", header("kid", "\"../../dev/null\""), SIGNATURE),
                header("kid empty", header("kid", "\"\""), SIGNATURE),
                header("kid, and a NUL", header("kid", "\"" + Forge.SECRET_ID + "\\u0000\""), SIGNATURE),
                header("kid null", header("kid", "null"), MALFORMED),
                header("kid no string", header("kid", "[]"), MALFORMED),
                header("crit unknown", header("crit", "[\"exp\"]"), MALFORMED),
                header("crit empty", header("crit", "[]"), MALFORMED),
                header("b64 false", header("b64", "false"), MALFORMED),
                header("jwk", header("jwk", "{\"kty\":\"oct\",\"k\":\"AA\"}"), MALFORMED),
                header("jku", header("jku", "\"https://example.org/jwks\""), MALFORMED),
                header("x5c", header("x5c", "[]"), MALFORMED),
                header("zip", header("zip", "\"DEF\""), MALFORMED),
                header("cty", header("cty", "\"JWT\""), MALFORMED),
                header("no JSON", "zzz", MALFORMED),
                header("an array", "[" + HEADER + "]", MALFORMED),
                header("null", "null", MALFORMED),
                header("empty", "", MALFORMED),
                header("single quotes", "{'alg':'HS256'}", MALFORMED),
                header("byte order mark", "\ufeff" + HEADER, MALFORMED),
                header("something after it", HEADER + "{}", MALFORMED));
    }

    private static Arguments header(String name, String header, Reason reason) {
        return argumentSet("header: " + name, Forge.token(header, claims().json()), reason);
    }

    private static String header(String member, String json) {
        return "{\"alg\":\"HS256\",\"" + member + "\":" + json + "}";
    }

    static Stream<Arguments> signatures() {
        byte[] secret = Forge.SECRET.getBytes(StandardCharsets.UTF_8);
        byte[] right = mac("HmacSHA256", secret, SIGNED);
        byte[] flipped = right.clone();
        for (int i = 0; i < flipped.length; i++) {
            flipped[i] ^= 1;
        }
        String bob = base64(HEADER) + "." + base64(claims().with("sub", "\"bob\"").json());
        return Stream.of(
                argumentSet("signature empty", SIGNED + ".", SIGNATURE),
                argumentSet("signature flipped", SIGNED + "." + base64(flipped), SIGNATURE),
                argumentSet("signature cut", SIGNED + "." + base64(Arrays.copyOf(right, 31)), SIGNATURE),
                argumentSet("signature longer", SIGNED + "." + base64(Arrays.copyOf(right, 33)), SIGNATURE),
                argumentSet("payload swapped", bob + "." + base64(right), SIGNATURE),
                argumentSet("alg none, no signature",
                        base64("{\"alg\":\"none\"}") + bob.substring(bob.indexOf('.')) + ".",
                        ALGORITHM),
                argumentSet("HS512 of the same secret", SIGNED + "." + base64(mac("HmacSHA512", secret, SIGNED)),
                        SIGNATURE),
                argumentSet("wrong key", SIGNED + "." + base64(mac("HmacSHA256", new byte[]{'w'}, SIGNED)), SIGNATURE),
                // HMAC pads its key with zeros: this is the empty one.
                argumentSet("empty key", SIGNED + "." + base64(mac("HmacSHA256", new byte[1], SIGNED)), SIGNATURE),
                argumentSet("bad payload, wrong key", base64(HEADER) + "." + base64("[") + "." + base64(right),
                        SIGNATURE));
    }
}
