package dev.stencil.core.usecase;

import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.session.RefreshToken;
import dev.stencil.core.domain.session.Session;
import dev.stencil.core.port.Tokens;
import dev.stencil.core.port.Tokens.AccessToken;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The tokens of a session.
 *
 * @param accessToken for requests
 * @param refreshToken for {@link RefreshSession}, once: 96 characters of base64url, a secret
 * @param refreshLifetime how long the session goes on unless it is used, in whole seconds
 */
public record Grant(AccessToken accessToken, String refreshToken, Duration refreshLifetime) {
    static Grant of(User user, Session session, RefreshToken token, Tokens tokens, Instant now) {
        Duration left = Duration.between(now, session.expires()).truncatedTo(ChronoUnit.SECONDS);
        return new Grant(tokens.issue(user, session.id().id().orElseThrow(), left), token.text(), left);
    }

    @Override
    public String toString() {
        return "Grant[redacted]";
    }
}
