package dev.stencil.core.usecase;

import dev.stencil.core.domain.Client;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.SessionId;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.port.Tokens.Claims;

/**
 * An authenticated caller: an account, the access token that it was authenticated by, and the client.
 *
 * @param user the account, as it was at most two seconds ago
 * @param token what the token says
 * @param client where it came from
 */
public record Caller(User user, Claims token, Client client) {
    public Id id() {
        return user.id();
    }

    /** The session that the token belongs to. */
    public SessionId session() {
        return token.session();
    }
}
