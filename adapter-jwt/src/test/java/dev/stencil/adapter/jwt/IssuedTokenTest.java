package dev.stencil.adapter.jwt;

import static dev.stencil.adapter.jwt.Forge.CLOCK;
import static dev.stencil.adapter.jwt.Forge.NOW;
import static dev.stencil.adapter.jwt.Forge.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jose.JWSObject;
import dev.stencil.core.domain.Failure.Unauthenticated.Reason;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.SessionId;
import dev.stencil.core.domain.account.Roles;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.port.Tokens.AccessToken;
import dev.stencil.core.port.Tokens.Claims;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IssuedTokenTest {
    private static final Id ID = new Id("0123456789abcdef01234567");
    private static final Id SESSION = new Id("fedcba987654321001234567");
    private final JwtTokens tokens = tokens(Duration.ofHours(2), CLOCK);

    private static JwtTokens tokens(Duration lifetime, InstantSource clock) {
        return new JwtTokens(new SigningSecret(Forge.SECRET), lifetime, clock);
    }

    private static AccessToken issue(JwtTokens tokens, String name) {
        return tokens.issue(user(name), SESSION, Duration.ofDays(90));
    }

    private static User user(String name) {
        return new User(ID, new UserName(name), "hash", Instant.EPOCH, Instant.EPOCH);
    }

    @Test
    void anIssuedTokenHasTheClaimsOfTheOriginalAndNamesUserAndSession() throws ParseException {
        AccessToken token = issue(tokens, "alice");
        JWSObject read = JWSObject.parse(token.text());
        Map<String, Object> claims = read.getPayload().toJSONObject();

        assertThat(token.lifetime()).isEqualTo(Duration.ofHours(2));
        assertThat(read.getHeader().toJSONObject())
                .isEqualTo(Map.of("alg", "HS256", "typ", "JWT", "kid", Forge.SECRET_ID));
        UUID jti = UUID.fromString((String) claims.remove("jti"));
        assertThat(jti.version()).isEqualTo(4);
        assertThat(claims).isEqualTo(Map.of(
                "fresh", false,
                "iat", NOW,
                "type", "access",
                "sub", "alice",
                "nbf", NOW,
                "exp", NOW + 7200,
                "uid", ID.hex(),
                "sid", SESSION.hex()));
    }

    @Test
    void theRolesOfTheUserStandInTheTokenIfThereAreAny() throws ParseException {
        User user = user("alice").with(Roles.of(List.of("ops", "admin")), Instant.EPOCH);
        String token = tokens.issue(user, SESSION, Duration.ofDays(90)).text();
        assertThat(JWSObject.parse(token).getPayload().toJSONObject())
                .containsEntry("roles", List.of("admin", "ops"));
        assertThat(tokens.verify(token).roles()).isEqualTo(user.roles());
    }

    @Test
    void noTwoTokensAreTheSame() {
        assertThat(issue(tokens, "alice").text()).isNotEqualTo(issue(tokens, "alice").text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", " ", "J\u00fcrgen \ud83d\ude00", "\u0000<&'\"\\>\u2028"})
    void anIssuedTokenVerifiesWhateverTheName(String name) {
        String token = issue(tokens, name).text();
        assertThat(tokens.verify(token)).isEqualTo(new Claims(
                new UserName(name),
                Optional.of(ID),
                SessionId.of(SESSION),
                Instant.ofEpochSecond(NOW),
                Instant.ofEpochSecond(NOW + 7200)));
    }

    @Test
    void aTokenLivesAsLongAsItSaysAndNoLonger() {
        String token = issue(tokens, "alice").text();
        Instant end = Instant.ofEpochSecond(NOW + 7200);
        Claims claims = tokens(Duration.ofHours(2), InstantSource.fixed(end.minusMillis(1))).verify(token);
        assertThat(claims.subject()).isEqualTo(new UserName("alice"));
        assertRefused(() -> tokens(Duration.ofHours(2), InstantSource.fixed(end)).verify(token), Reason.EXPIRED);
    }

    @Test
    void aTokenLivesNoLongerThanItsSessionMayLast() {
        AccessToken token = tokens.issue(user("alice"), SESSION, Duration.ofMillis(90_900));
        assertThat(token.lifetime()).isEqualTo(Duration.ofSeconds(90));
        assertThat(tokens.verify(token.text()).expires()).isEqualTo(Instant.ofEpochSecond(NOW + 90));
    }

    @Test
    void aLongerLifetimeThanADayIsAcceptedWhereItIsTheSetting() {
        String token = issue(tokens(Duration.ofDays(7), CLOCK), "alice").text();
        assertThat(tokens(Duration.ofDays(7), CLOCK).verify(token).user()).contains(ID);
        assertRefused(() -> tokens.verify(token), Reason.LIFETIME);
    }

    @Test
    void noTokenIsIssuedThatWouldBeRefused() {
        assertThat(tokens.verify(issue(tokens, "L".repeat(2650)).text()).user()).contains(ID);
        assertRefused(() -> issue(tokens, "L".repeat(4000)), Reason.CREDENTIALS);
        assertRefused(() -> issue(tokens, ""), Reason.CREDENTIALS);
    }

    @Test
    void aLifetimeIsAtLeastASecondAndWholeSeconds() {
        assertThatIllegalArgumentException().isThrownBy(() -> tokens(Duration.ZERO, CLOCK));
        assertThatIllegalArgumentException().isThrownBy(() -> tokens(Duration.ofMillis(1500), CLOCK));
    }
}
