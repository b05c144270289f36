package dev.stencil.core.domain.session;

import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.SessionId;
import java.time.Instant;

/**
 * A token without a session of ours that was revoked by itself.
 *
 * @param user the account's id
 * @param token {@link SessionId#ofToken}
 * @param expires when the token does, in whole milliseconds: nobody needs to know any more then
 */
public record RevokedToken(Id user, SessionId token, Instant expires) {}
