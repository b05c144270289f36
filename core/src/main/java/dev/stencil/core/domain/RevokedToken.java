package dev.stencil.core.domain;

import java.time.Instant;

/**
 * A token without a session of ours that was revoked by itself.
 *
 * @param user the account's id
 * @param token {@link SessionId#ofToken}
 * @param expires when the token does, in whole milliseconds: nobody needs to know any more then
 */
public record RevokedToken(Id user, SessionId token, Instant expires) {}
