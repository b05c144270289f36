package dev.stencil.adapter.jwt;

import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.CREDENTIALS;
import static java.time.temporal.ChronoUnit.SECONDS;

import dev.stencil.core.domain.Failure.Unauthenticated;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.port.Tokens;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

/**
 * Issues access tokens and verifies them: JWTs (RFC 7519), signed with HS256 or ES256 by a set of keys that can be
 * replaced at any time. The clocks of those who issue and those who verify may differ by 30 seconds. Safe for use by
 * many threads.
 *
 * <p>A token that was accepted is remembered until it expires or the keys are replaced.
 */
public final class JwtTokens implements Tokens {
    private final ClaimsCheck claims;
    private final Duration lifetime;
    private final InstantSource clock;
    private final Function<User, Map<String, ?>> customClaims;
    private volatile KeySet keys;
    private volatile Verification verification;

    /** Signs with the secret, and knows no other key. */
    public JwtTokens(SigningSecret secret, Duration lifetime, InstantSource clock) {
        this(KeySet.of(secret), lifetime, clock);
    }

    /**
     * @param lifetime of the tokens to issue, in whole seconds
     * @throws IllegalArgumentException if {@code lifetime} is shorter than a second or no whole number of seconds
     */
    public JwtTokens(KeySet keys, Duration lifetime, InstantSource clock) {
        this(builder(keys).lifetime(lifetime).clock(clock));
    }

    private JwtTokens(Builder builder) {
        this.claims = new ClaimsCheck(builder.lifetime);
        this.lifetime = builder.lifetime;
        this.clock = builder.clock;
        this.customClaims = builder.customClaims;
        this.keys = builder.keys;
        this.verification = new Verification(keys.verifying()::key, claims, clock);
    }

    /** A builder on the secret, which signs and verifies. */
    public static Builder builder(SigningSecret secret) {
        return builder(KeySet.of(secret));
    }

    /** A builder on these keys. */
    public static Builder builder(KeySet keys) {
        return new Builder(keys);
    }

    /**
     * Signs and verifies with these keys from now on, and forgets what the others have verified. What is under way goes
     * on with the keys that it began with.
     */
    public void use(KeySet keys) {
        // First what verifies, so that nothing is signed that it would refuse.
        verification = new Verification(keys.verifying()::key, claims, clock);
        this.keys = keys;
    }

    /** The public keys that verify now, as a JWK set (RFC 7517, 5). Secrets are never in it. */
    @Override
    public String publicKeys() {
        return keys.publicKeys(clock.instant());
    }

    /**
     * @throws Unauthenticated if the user's name is empty or so long that the token would be refused. No new name is,
     *     but one of an older database may be
     * @throws IllegalArgumentException if the {@linkplain Builder#customClaims custom claims} are not as they must be
     */
    @Override
    public AccessToken issue(User user, Id session, Duration longest) {
        Duration lifetime = longest.compareTo(this.lifetime) < 0 ? longest.truncatedTo(SECONDS) : this.lifetime;
        String token = keys.sign(claimsOf(user, session, lifetime));
        if (user.name().text().isEmpty() || token.length() > CompactToken.MAX_LENGTH) {
            throw new Unauthenticated(CREDENTIALS);
        }
        return new AccessToken(token, lifetime);
    }

    private Map<String, Object> claimsOf(User user, Id session, Duration lifetime) {
        long now = clock.instant().getEpochSecond();
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("fresh", false);
        members.put("iat", now);
        members.put("jti", UUID.randomUUID().toString());
        members.put("type", "access");
        members.put("sub", user.name().text());
        members.put("nbf", now);
        members.put("exp", now + lifetime.toSeconds());
        members.put("uid", user.id().hex());
        members.put("sid", session.hex());
        if (!user.roles().isEmpty()) {
            members.put("roles", user.roles().words());
        }
        members.putAll(CustomClaims.checked(Objects.requireNonNull(customClaims.apply(user), "customClaims")));
        return members;
    }

    @Override
    public Claims verify(String token) {
        return verification.verify(token);
    }

    /** Builder of {@link JwtTokens}. */
    public static final class Builder {
        private final KeySet keys;
        private Duration lifetime = Duration.ofDays(1);
        private InstantSource clock = InstantSource.system();
        private Function<User, Map<String, ?>> customClaims = user -> Map.of();

        private Builder(KeySet keys) {
            this.keys = Objects.requireNonNull(keys, "keys");
        }

        /**
         * The lifetime of the tokens to issue; a day by default.
         *
         * @throws IllegalArgumentException if it is shorter than a second or no whole number of seconds
         */
        public Builder lifetime(Duration lifetime) {
            Objects.requireNonNull(lifetime, "lifetime");
            if (lifetime.getSeconds() < 1 || lifetime.getNano() != 0) {
                throw new IllegalArgumentException("tokens live for whole seconds, at least one: " + lifetime);
            }
            this.lifetime = lifetime;
            return this;
        }

        /** The time; the system's by default. */
        public Builder clock(InstantSource clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Claims to put into every token of an account; none by default. {@code Caller.token().custom()} hands them
         * back. Anybody who has a token can read it: nothing secret belongs there.
         *
         * @param customClaims is asked at every sign-in and refresh. JSON values as {@code Content.of} takes them, at
         *     most 1 KiB of them; the names {@code iss}, {@code sub}, {@code aud}, {@code exp}, {@code nbf}, {@code
         *     iat}, {@code jti}, {@code uid}, {@code sid}, {@code fresh}, {@code type} and {@code roles} are reserved
         */
        public Builder customClaims(Function<User, Map<String, ?>> customClaims) {
            this.customClaims = Objects.requireNonNull(customClaims, "customClaims");
            return this;
        }

        public JwtTokens build() {
            return new JwtTokens(this);
        }
    }
}
