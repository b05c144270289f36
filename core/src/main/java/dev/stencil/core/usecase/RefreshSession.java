package dev.stencil.core.usecase;

import dev.stencil.core.domain.Client;
import dev.stencil.core.domain.Event;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.session.RefreshState;
import dev.stencil.core.domain.session.RefreshState.Rotated;
import dev.stencil.core.domain.session.RefreshToken;
import dev.stencil.core.domain.session.Session;
import dev.stencil.core.usecase.policy.LiveSessions;
import java.time.Instant;
import java.util.Optional;

/** Exchanges a refresh token for an access token and another refresh token (RFC 9700, 4.14.2). */
public final class RefreshSession {

    private final Context context;

    public RefreshSession(Context context) {
        this.context = context;
    }

    /**
     * Refreshes a session. A token can be used once. Within {@link RefreshState#GRACE} after that it leads to the token
     * that is current by then. As long as nobody has presented its follower, which may have been lost, it leads to a
     * new follower in that one's place. Any other use means that somebody stole the token, and ends the session.
     *
     * @throws Failure.Unauthenticated if it is no refresh token, its session has ended, or it was used before
     * @throws Failure.TooManyAttempts if the session was refreshed too often within a few seconds
     * @throws Failure.Unavailable if the store is away; the same token can be presented again
     */
    public Grant refresh(String refreshToken, Client client) {
        Arguments.required("refreshToken", refreshToken, "client", client);
        RefreshToken token = RefreshToken.parse(refreshToken)
                .orElseThrow(() -> new Failure.Unauthenticated(Failure.Unauthenticated.Reason.MALFORMED));
        Optional<Grant> grant;
        do {
            // Ends soon: a lost round was won by another refresh, and few are allowed at a time.
            grant = tryRefresh(token, client);
        } while (grant.isEmpty());
        return grant.get();
    }

    private Optional<Grant> tryRefresh(RefreshToken token, Client client) {
        User user = context.users().find(token.user()).orElseThrow(LiveSessions::revoked);
        Optional<Session> found = context.sessions().find(token.user(), token.session());
        // After the reads, which may have taken their time: the grace begins now.
        Instant now = context.now();
        Session session = found.filter(it -> user.access().admits(it, now)).orElseThrow(LiveSessions::revoked);
        RefreshState state = session.refresh();
        if (!state.isOfFamily(token)) {
            throw new Failure.Unauthenticated(Failure.Unauthenticated.Reason.SIGNATURE);
        }
        Optional<RefreshToken> current = state.follower(token, now);
        if (current.isPresent()) {
            return current.map(it -> Grant.of(user, session, it, context.tokens(), now));
        }
        if (state.isRotatable(token)) {
            return rotate(user, session, token, client, now);
        }
        throw reused(session, client);
    }

    /** Makes the next token; nothing if another refresh came first. */
    private Optional<Grant> rotate(User user, Session session, RefreshToken token, Client client, Instant now) {
        Rotated rotated = session.refresh().rotate(token, now);
        Session refreshed = session.refreshed(rotated.state(), now, context.limits().expiry(session.created(), now));
        Grant grant = Grant.of(user, refreshed, rotated.token(), context.tokens(), now);
        if (!context.sessions().refresh(session, refreshed)) {
            return Optional.empty();
        }
        context.report(new Event.SessionRefreshed(user.id(), session.id(), client.address()));
        return Optional.of(grant);
    }

    private Failure.Unauthenticated reused(Session session, Client client) {
        context.sessions().remove(session.user(), session.id());
        context.live().forget(session.user());
        context.report(new Event.RefreshTokenReused(session.user(), session.id(), client.address()));
        return LiveSessions.revoked();
    }
}
