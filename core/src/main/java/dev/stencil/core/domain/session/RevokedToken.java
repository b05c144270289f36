package dev.stencil.core.domain.session;

import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.SessionId;
import java.time.Instant;

/**
 * A revoked token of the original system, which has no session.
 *
 * @param user the account's id
 * @param token {@link SessionId#ofToken}
 * @param expires when the token does, in whole milliseconds: it can be forgotten then
 */
public record RevokedToken(Id user, SessionId token, Instant expires) {}
