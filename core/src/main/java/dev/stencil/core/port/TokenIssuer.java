package dev.stencil.core.port;

import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.User;
import java.time.Duration;

/** Issues the access tokens that a {@link TokenVerifier} accepts. */
public interface TokenIssuer {
    /**
     * A token for a session of the user.
     *
     * @param longest the token lives no longer than that, rounded down to whole seconds; at least a second
     * @throws Failure.Unauthenticated with the reason {@code CREDENTIALS} if no token can carry the user's name: it is
     *     empty or thousands of characters long. No new name is, but an adopted one may be
     */
    AccessToken issue(User user, Id session, Duration longest);

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
