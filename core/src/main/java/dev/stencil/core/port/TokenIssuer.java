package dev.stencil.core.port;

import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.User;
import java.time.Duration;

/** Issues the access tokens that a {@link TokenVerifier} accepts. */
public interface TokenIssuer {
    /**
     * @throws Failure.Unauthenticated with the reason {@code CREDENTIALS} if no token can carry the user's name: it is
     *     empty or thousands of characters long. No new name is, but an adopted one may be
     */
    AccessToken issue(User user);

    /**
     * A token to be sent as {@code Authorization: Bearer} (RFC 6750).
     *
     * @param text the token itself, a secret
     * @param lifetime how long it is accepted from now, in whole seconds
     */
    record AccessToken(String text, Duration lifetime) {
        @Override
        public String toString() {
            return "AccessToken[lifetime=" + lifetime + "]";
        }
    }
}
