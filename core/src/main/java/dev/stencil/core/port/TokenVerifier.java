package dev.stencil.core.port;

import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.UserName;
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
     */
    record Claims(UserName subject, Optional<Id> user) {}
}
