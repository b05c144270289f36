package dev.stencil.adapter.jwt;

import static dev.stencil.adapter.jwt.Forge.CLOCK;
import static dev.stencil.adapter.jwt.Forge.claims;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.port.Tokens.Claims;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Claims that a service around Stencil adds to its tokens. */
class CustomClaimsTest {
    private static final SigningSecret SECRET = new SigningSecret(Forge.SECRET);
    private static final Id ID = new Id("0123456789abcdef01234567");

    @Test
    void theyComeBackAsTheyWere() {
        Map<String, @Nullable Object> custom = new LinkedHashMap<>();
        custom.put("tenant", "J\u00fcrgen \ud83d\ude00");
        custom.put("https://example.org/plan", Map.of("seats", List.of(1L, -2L, Long.MAX_VALUE), "free", false));
        custom.put("quota", 1.0);
        custom.put("none", null);
        custom.put("list", Arrays.asList(null, 0.5, List.of(), Map.of()));
        JwtTokens tokens = tokens(user -> custom);

        Claims read = tokens.verify(issue(tokens, "alice"));

        assertThat(read.custom()).isEqualTo(custom);
        assertThat(JwtVerifier.withSecret(SECRET).clock(CLOCK).build().verify(issue(tokens, "alice")).custom())
                .isEqualTo(custom);
    }

    @Test
    void theyAreMadeOfTheAccount() {
        JwtTokens tokens = tokens(user -> Map.of("of", user.id().hex() + user.name().text()));
        assertThat(tokens.verify(issue(tokens, "alice")).custom()).isEqualTo(Map.of("of", ID.hex() + "alice"));
    }

    @Test
    void theyCannotBeChangedOnceTheyAreRead() {
        JwtTokens tokens = tokens(user -> Map.of("a", List.of(Map.of("b", 1))));
        Map<String, @Nullable Object> custom = tokens.verify(issue(tokens, "alice")).custom();
        assertThat(custom).isUnmodifiable();
        assertThat(custom).isEqualTo(Map.of("a", List.of(Map.of("b", 1L))));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> ((List<?>) custom.values().iterator().next()).clear());
    }

    @Test
    void aTokenOfTheOriginalHasNone() {
        assertThat(tokens(user -> Map.of()).verify(claims().token()).custom()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "sub", "aud", "exp", "nbf", "iat", "jti", "uid", "sid", "fresh", "type", "roles"})
    void aReservedNameIsRefusedByName(String name) {
        JwtTokens tokens = tokens(user -> Map.of("fine", 1, name, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> issue(tokens, "alice"))
                .withMessage("the claim \"" + name + "\" is reserved");
        assertThat(tokens.verify(claims().with(name.equals("roles") ? name : "fresh", "[\"a\"]").token()).custom())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void whatIsNoJsonOrTooMuchIsRefusedByName(Object value, String part) {
        assertThatIllegalArgumentException().isThrownBy(() -> issue(tokens(user -> Map.of("mine", value)), "alice"))
                .withMessageContaining(part)
                .withMessageNotContaining("secret");
    }

    static Stream<Arguments> whatIsNoJsonOrTooMuchIsRefusedByName() {
        return Stream.of(
                argumentSet("an instant", Instant.EPOCH, "/mine is not a JSON value"),
                argumentSet("an object of one's own", ID, "/mine is not a JSON value"),
                argumentSet("not a number", List.of("secret", Double.NaN), "/mine/1"),
                argumentSet("half a character", "secret\ud800", "/mine"),
                argumentSet("a name that is no string", Map.of(1, "secret"), "/mine"),
                argumentSet("too much", "secret".repeat(200), "1024 bytes"),
                argumentSet("too much that needs escapes", "\u0001".repeat(200), "1024 bytes"));
    }

    @Test
    void asMuchAsIsAllowedFitsWithTheLongestNewName() {
        String most = "\u00fc".repeat((CustomClaims.MAX_BYTES - "{'a':''}".length()) / 2);
        JwtTokens tokens = tokens(user -> Map.of("a", most));
        String name = "\ud83d\ude00".repeat(64);
        assertThat(tokens.verify(issue(tokens, name)).custom()).isEqualTo(Collections.singletonMap("a", most));
    }

    @Test
    void noClaimsAtAllIsNotNull() {
        assertThatNullPointerException().isThrownBy(() -> issue(tokens(user -> null), "alice"))
                .withMessage("customClaims");
    }

    @SuppressWarnings("NullAway") // one of them returns null
    private static JwtTokens tokens(Function<User, Map<String, ?>> customClaims) {
        return JwtTokens.builder(SECRET).clock(CLOCK).customClaims(customClaims).build();
    }

    private static String issue(JwtTokens tokens, String name) {
        User user = new User(ID, new UserName(name), "hash", Instant.EPOCH, Instant.EPOCH);
        return tokens.issue(user, ID, Duration.ofDays(1)).text();
    }
}
