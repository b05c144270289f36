package dev.stencil.core.usecase;

import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Failure.Unauthenticated;
import dev.stencil.core.domain.User;
import dev.stencil.core.port.TokenVerifier;
import dev.stencil.core.port.TokenVerifier.Claims;
import dev.stencil.core.port.UserRepository;

/** Tells whose access token it is. */
public final class Authenticate {
    private final TokenVerifier tokens;
    private final UserRepository users;

    public Authenticate(TokenVerifier tokens, UserRepository users) {
        this.tokens = tokens;
        this.users = users;
    }

    /**
     * @throws Unauthenticated if the token is not valid now, or its user does not exist (any more)
     * @throws Failure.Unavailable if the store is away
     */
    public User user(String token) {
        Claims claims = tokens.verify(token);
        return users.find(claims.subject())
                // The name may belong to a later account by now; tokens of the original system cannot tell.
                .filter(user -> claims.user().map(user.id()::equals).orElse(true))
                .orElseThrow(() -> new Unauthenticated(Unauthenticated.Reason.UNKNOWN_USER));
    }
}
