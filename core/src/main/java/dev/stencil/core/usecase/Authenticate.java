package dev.stencil.core.usecase;

import dev.stencil.core.domain.Client;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.port.Tokens.Claims;

/** Verifies access tokens: a valid token whose session counts makes a {@link Caller}. */
public final class Authenticate {

    private final Context context;

    public Authenticate(Context context) {
        this.context = context;
    }

    /**
     * @param client where the token came from
     * @throws Failure.Unauthenticated if the token is not valid now, its session has ended, or its user does not exist
     *     (any more)
     * @throws Failure.Unavailable if the store is away
     */
    public Caller caller(String token, Client client) {
        Arguments.required("token", token, "client", client);
        Claims claims = context.tokens().verify(token);
        return new Caller(context.live().user(claims), claims, client);
    }

    /** The user alone; otherwise as {@link #caller}. */
    public User user(String token) {
        return caller(token, Client.at("")).user();
    }
}
