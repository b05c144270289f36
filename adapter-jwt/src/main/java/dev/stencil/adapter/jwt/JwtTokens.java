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
import java.util.UUID;

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
        if (lifetime.getSeconds() < 1 || lifetime.getNano() != 0) {
            throw new IllegalArgumentException("tokens live for whole seconds, at least one: " + lifetime);
        }
        this.claims = new ClaimsCheck(lifetime, clock);
        this.lifetime = lifetime;
        this.clock = clock;
        this.verification = new Verification(keys, claims, clock);
    }

    /**
     * Signs and verifies with these keys from now on, and forgets what the others have verified. What is under way goes
     * on with the keys that it began with.
     */
    public void use(KeySet keys) {
        verification = new Verification(keys, claims, clock);
    }

    /** The public keys that verify now, as a JWK set (RFC 7517, 5). Secrets are never in it. */
    @Override
    public String publicKeys() {
        return verification.keys().publicKeys(clock.instant());
    }

    /**
     * @throws Unauthenticated if the user's name is empty or so long that the token would be refused. No new name is,
     *     but one of an older database may be
     */
    @Override
    public AccessToken issue(User user, Id session, Duration longest) {
        Duration lifetime = longest.compareTo(this.lifetime) < 0 ? longest.truncatedTo(SECONDS) : this.lifetime;
        String token = verification.keys().sign(claimsOf(user, session, lifetime));
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
        return members;
    }

    @Override
    public Claims verify(String token) {
        return verification.verify(token);
    }
}
