package dev.stencil.core.port;

import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.SessionId;
import dev.stencil.core.domain.UserName;
import java.time.Instant;
import java.util.Optional;

/** Tells true tokens from all others. Does not know whether the user still exists. */
public interface TokenVerifier {
    /**
     * @throws Failure.Unauthenticated with the reason, unless the token is an access token of ours that is valid now
     */
    Claims verify(String token);

    /**
     * Whom a token speaks for.
     *
     * @param subject the user's name
     * @param user the user's id; tokens of the original system have none
     * @param session the session of ours that it belongs to, else the one that it stands for by itself
     * @param issued in whole seconds
     * @param expires in whole seconds
     */
    record Claims(UserName subject, Optional<Id> user, SessionId session, Instant issued, Instant expires) {}
}
