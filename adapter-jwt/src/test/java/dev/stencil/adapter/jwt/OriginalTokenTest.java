package dev.stencil.adapter.jwt;

import static dev.stencil.adapter.jwt.Forge.CLOCK;
import static dev.stencil.adapter.jwt.Forge.NOW;
import static dev.stencil.adapter.jwt.Forge.claims;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.SessionId;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.port.Tokens.Claims;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that the original system issued, and what else is accepted. */
class OriginalTokenTest {
    private final JwtTokens tokens = new JwtTokens(new SigningSecret(Forge.SECRET), Duration.ofMinutes(5), CLOCK);

    @Test
    void aTokenOfTheOriginalIsAcceptedAlsoWhereOursLiveForLess() {
        assertThat(tokens.verify(claims().token()))
                .isEqualTo(new Claims(
                        new UserName("alice"),
                        Optional.empty(),
                        SessionId.ofToken("00000000-0000-4000-8000-000000000000"),
                        Instant.ofEpochSecond(NOW),
                        Instant.ofEpochSecond(NOW + 86_400)));
    }

    @Test
    void aTokenOfTheOriginalIsAcceptedUntilItsLastSecond() {
        String token = claims().with("iat", NOW - 86_399).with("nbf", NOW - 86_399).with("exp", NOW + 1).token();
        assertThat(tokens.verify(token).user()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\\u00e9\\ud83d\\ude00\"", "\"\\u0000\"", "\"5\"", "\" \""})
    void anyNonEmptyNameMayBeTheSubject(String sub) {
        assertThat(tokens.verify(claims().with("sub", sub).token()).user()).isEmpty();
    }

    @Test
    void theUsersIdIsRead() {
        String token = claims().with("uid", "\"0123456789abcdef01234567\"").token();
        assertThat(tokens.verify(token).user()).contains(new Id("0123456789abcdef01234567"));
    }

    @Test
    void theSessionIsRead() {
        String token = claims().with("uid", "\"0123456789abcdef01234567\"").with("sid", "\"0123456789abcdef01234567\"")
                .token();
        assertThat(tokens.verify(token).session()).isEqualTo(SessionId.of(new Id("0123456789abcdef01234567")));
    }

    @Test
    void theSecretMayBeNamed() {
        String header = "{\"alg\":\"HS256\",\"kid\":\"" + Forge.SECRET_ID + "\"}";
        assertThat(tokens.verify(Forge.token(header, claims().json())).user()).isEmpty();
    }

    @Test
    void clocksMayDifferByHalfAMinute() {
        assertThat(tokens.verify(claims().with("iat", NOW + 30).with("nbf", NOW + 30).token()).user())
                .isEmpty();
    }

    @Test
    void whatWeDoNotNeedMayBeMissingOrNew() {
        String payload = claims().without("nbf").without("fresh").with("role", "{\"a\":[1.5,null]}").json();
        assertThat(tokens.verify(Forge.token("{\"alg\":\"HS256\"}", payload)).user()).isEmpty();
    }
}
