package dev.stencil.adapter.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stencil.core.domain.Failure.Unauthenticated;
import dev.stencil.core.domain.Failure.Unauthenticated.Reason;
import dev.stencil.core.port.Tokens.Claims;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Makes tokens by hand, good and bad, with nothing of what is tested. */
final class Forge {
    static final String SECRET = "a secret for tests, long enough to sign";
    /** As openssl says: the first 8 bytes of the HMAC-SHA-256 of "stencil: id of a signing secret", in Base64URL. */
    static final String SECRET_ID = "5I1UwdsVKfU";
    static final String HEADER = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
    static final long NOW = 1_790_000_000;
    static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(NOW));

    private final Map<String, String> members = new LinkedHashMap<>();

    /** The claims of a token as the original system makes them, for alice. */
    static Forge claims() {
        return new Forge()
                .with("fresh", "false")
                .with("iat", NOW)
                .with("jti", "\"00000000-0000-4000-8000-000000000000\"")
                .with("type", "\"access\"")
                .with("sub", "\"alice\"")
                .with("nbf", NOW)
                .with("exp", NOW + 86_400);
    }

    Forge with(String name, String json) {
        members.put(name, json);
        return this;
    }

    Forge with(String name, long number) {
        return with(name, Long.toString(number));
    }

    Forge without(String name) {
        members.remove(name);
        return this;
    }

    String json() {
        return members.entrySet().stream()
                .map(member -> '"' + member.getKey() + "\":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    String token() {
        return token(HEADER, json());
    }

    static String token(String header, String payload) {
        return signed(base64(header) + "." + base64(payload));
    }

    /** {@code text}, which should be two segments, and its signature with our secret. */
    static String signed(String text) {
        return text + "." + base64(mac("HmacSHA256", SECRET.getBytes(StandardCharsets.UTF_8), text));
    }

    static byte[] mac(String algorithm, byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static void assertRefused(Function<String, Claims> verifier, String token, Reason reason) {
        assertRefused(() -> verifier.apply(token), reason);
    }

    static void assertRefused(ThrowingCallable attempt, Reason reason) {
        assertThatExceptionOfType(Unauthenticated.class)
                .isThrownBy(attempt)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason))
                .withMessage(new Unauthenticated(reason).getMessage())
                .withNoCause();
    }
}
