package dev.stencil.adapter.jwt;

import static dev.stencil.adapter.jwt.Forge.NOW;
import static dev.stencil.adapter.jwt.Forge.assertRefused;
import static dev.stencil.adapter.jwt.Forge.claims;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.core.domain.Failure.Unauthenticated.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Tokens that were accepted before are remembered, and not for too long. */
class AcceptedTokensTest {
    private static final SigningSecret SECRET = new SigningSecret(Forge.SECRET);
    private static final KeySet OTHERS = JwkSet.generate(KeyAlgorithm.ES256).keySet();

    private Instant now = Instant.ofEpochSecond(NOW);

    @Test
    void aTokenIsVerifiedOnce() {
        JwtTokens tokens = new JwtTokens(SECRET, Duration.ofDays(1), () -> now);
        String token = claims().token();
        assertThat(tokens.verify(token)).isSameAs(tokens.verify(new String(token.toCharArray())));
    }

    @Test
    void aRememberedTokenExpires() {
        JwtTokens tokens = new JwtTokens(SECRET, Duration.ofDays(1), () -> now);
        String token = claims().with("exp", NOW + 60).token();
        tokens.verify(token);

        now = Instant.ofEpochSecond(NOW + 60).minusNanos(1);
        assertThat(tokens.verify(token)).isNotNull();
        now = Instant.ofEpochSecond(NOW + 60);
        assertRefused(tokens::verify, token, Reason.EXPIRED);
    }

    @Test
    void aRememberedTokenEndsWithItsKey() {
        ForgedKey key = ForgedKey.named("key");
        String jwk = key.publicJwk() + ",\"key_ops\":[\"verify\"],\"exp\":" + (NOW + 60) + "}";
        String signer = ForgedKey.named("signer").jwk("\"key_ops\":[\"sign\"]");
        JwkSet keys = JwkSet.parse(("{\"keys\":[" + signer + "," + jwk + "]}").getBytes(UTF_8));
        JwtTokens tokens = new JwtTokens(keys.keySet(), Duration.ofDays(1), () -> now);
        String token = key.token(claims());
        tokens.verify(token);
        assertThat(tokens.publicKeys()).contains(key.x());

        now = Instant.ofEpochSecond(NOW + 60);
        assertRefused(tokens::verify, token, Reason.SIGNATURE);
        assertThat(tokens.publicKeys()).doesNotContain(key.x());
    }

    @Test
    void aChangeOfKeysForgetsThemAll() {
        JwtTokens tokens = new JwtTokens(SECRET, Duration.ofDays(1), () -> now);
        String token = claims().token();
        tokens.verify(token);

        tokens.use(OTHERS);
        assertRefused(tokens::verify, token, Reason.SIGNATURE);
        tokens.use(OTHERS.accepting(SECRET));
        assertThat(tokens.verify(token)).isNotNull();
    }

    @Test
    void aVerificationThatBeganBeforeAChangeOfKeysIsNotRemembered() {
        AtomicInteger looks = new AtomicInteger();
        JwtTokens[] tokens = new JwtTokens[1];
        tokens[0] = new JwtTokens(SECRET, Duration.ofDays(1), () -> {
            // The verification has begun when it looks at the clock.
            if (looks.incrementAndGet() == 1) {
                tokens[0].use(OTHERS);
            }
            return now;
        });
        String token = claims().token();

        assertThat(tokens[0].verify(token)).isNotNull();
        assertRefused(tokens[0]::verify, token, Reason.SIGNATURE);
    }

    @Test
    void aRefusalIsNotRemembered() {
        JwtTokens tokens = new JwtTokens(SECRET, Duration.ofDays(1), () -> now);
        String token = claims().with("nbf", NOW + 60).token();
        assertRefused(tokens::verify, token, Reason.NOT_YET_VALID);
        now = Instant.ofEpochSecond(NOW + 60);
        assertThat(tokens.verify(token)).isNotNull();
    }
}
