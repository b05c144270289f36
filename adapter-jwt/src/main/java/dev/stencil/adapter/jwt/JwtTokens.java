package dev.stencil.adapter.jwt;

import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.CREDENTIALS;
import static java.time.temporal.ChronoUnit.SECONDS;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import dev.stencil.core.domain.Failure.Unauthenticated;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.User;
import dev.stencil.core.port.TokenIssuer;
import dev.stencil.core.port.TokenVerifier;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Issues access tokens and verifies them: JWTs (RFC 7519) signed with HS256. The clocks of those who issue and those
 * who verify may differ by 30 seconds. Safe for use by many threads.
 */
public final class JwtTokens implements TokenIssuer, TokenVerifier {
    private static final JWSHeader HEADER =
            new JWSHeader.Builder(JWSAlgorithm.HS256).type(JOSEObjectType.JWT).build();

    private final MACSigner signer;
    private final SignatureCheck signature;
    private final ClaimsCheck claims;
    private final Duration lifetime;
    private final InstantSource clock;

    /**
     * @param lifetime of the tokens to issue, in whole seconds
     * @throws IllegalArgumentException if {@code lifetime} is shorter than a second or no whole number of seconds
     */
    public JwtTokens(SigningSecret secret, Duration lifetime, InstantSource clock) {
        if (lifetime.getSeconds() < 1 || lifetime.getNano() != 0) {
            throw new IllegalArgumentException("tokens live for whole seconds, at least one: " + lifetime);
        }
        try {
            signer = new MACSigner(secret.key());
        } catch (JOSEException e) {
            throw new IllegalStateException("a secret of sufficient length was refused", e);
        }
        this.signature = new SignatureCheck(secret);
        this.claims = new ClaimsCheck(lifetime, clock);
        this.lifetime = lifetime;
        this.clock = clock;
    }

    /**
     * @throws Unauthenticated if the user's name is empty or so long that the token would be refused. No new name is,
     *     but one of an older database may be
     */
    @Override
    public AccessToken issue(User user, Id session, Duration longest) {
        Duration lifetime = longest.compareTo(this.lifetime) < 0 ? longest.truncatedTo(SECONDS) : this.lifetime;
        JWSObject token = new JWSObject(HEADER, new Payload(claimsOf(user, session, lifetime)));
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("a token could not be signed", e);
        }
        String text = token.serialize();
        if (user.name().text().isEmpty() || text.length() > CompactToken.MAX_LENGTH) {
            throw new Unauthenticated(CREDENTIALS);
        }
        return new AccessToken(text, lifetime);
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
        CompactToken parts = CompactToken.parse(token);
        HeaderCheck.check(StrictJson.object(parts.header().decode()));
        signature.check(parts);
        // Nothing of the payload is looked at before it is known to be ours.
        return claims.check(StrictJson.object(parts.payload().decode()));
    }
}
