package dev.stencil.core.port;

import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.SessionId;
import dev.stencil.core.domain.account.Roles;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserName;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Issuer and verifier of access tokens. Does not know whether a user still exists. Safe for use by
 * many threads.
 */
public interface Tokens {
    /**
     * A token for a session of the user. It says the user's roles, if there are any, to whoever verifies it elsewhere;
     * what is decided here goes by the account.
     *
     * @param longest the token lives no longer than that, rounded down to whole seconds; at least a second
     * @throws Failure.Unauthenticated with the reason {@code CREDENTIALS} if no token can carry the user's name: it is
     *     empty or thousands of characters long. No new name is, but an adopted one may be
     */
    AccessToken issue(User user, Id session, Duration longest);

    /**
     * Verifies a token.
     *
     * @throws Failure.Unauthenticated with the reason, unless the token is an access token of ours that is valid now
     */
    Claims verify(String token);

    /**
     * The keys with which others can verify tokens, as the JSON text of a JWK set (RFC 7517). Answers at once. The set
     * is empty where tokens are signed with a secret.
     */
    default String publicKeys() {
        return "{\"keys\":[]}";
    }

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

    /**
     * The claims of a token.
     *
     * @param subject the user's name
     * @param user the user's id; tokens of the original system have none
     * @param session the session of ours that it belongs to, else the one that it stands for by itself
     * @param issued in whole seconds
     * @param expires in whole seconds
     * @param roles of the user when the token was issued, for services elsewhere
     * @param custom what the token says beside all that, as a service around Stencil has put it in; values as {@code
     *     Content.value()} has them, unmodifiable all through
     */
    record Claims(
            UserName subject, Optional<Id> user, SessionId session, Instant issued, Instant expires, Roles roles,
            Map<String, @Nullable Object> custom) {
        /** The claims of a token that says nothing else. */
        public Claims(UserName subject, Optional<Id> user, SessionId session, Instant issued, Instant expires) {
            this(subject, user, session, issued, expires, Roles.NONE, Map.of());
        }

        /** Shows ids only: the rest is personal. */
        @Override
        public String toString() {
            return "Claims[user=" + user + ", session=" + session + "]";
        }
    }
}
