package dev.stencil.core.usecase;

import dev.stencil.core.domain.Client;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Failure.Unauthenticated;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.port.Tokens;
import dev.stencil.core.port.Tokens.Claims;
import dev.stencil.core.usecase.policy.LiveSessions;

/** Verifies access tokens: a valid token whose session counts makes a {@link Caller}. */
public final class Authenticate {
    private final Tokens tokens;
    private final LiveSessions sessions;

    public Authenticate(Tokens tokens, LiveSessions sessions) {
        this.tokens = tokens;
        this.sessions = sessions;
    }

    /**
     * @param client where the token came from
     * @throws Unauthenticated if the token is not valid now, its session has ended, or its user does not exist (any
     *     more)
     * @throws Failure.Unavailable if the store is away
     */
    public Caller caller(String token, Client client) {
        Arguments.required("token", token, "client", client);
        Claims claims = tokens.verify(token);
        return new Caller(sessions.user(claims), claims, client);
    }

    /** The user alone; otherwise as {@link #caller}. */
    public User user(String token) {
        return caller(token, Client.at("")).user();
    }
}
