package dev.stencil.core.usecase;

import dev.stencil.core.domain.Client;
import dev.stencil.core.domain.Event;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.SessionId;
import dev.stencil.core.domain.account.Access;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.session.RefreshToken;
import dev.stencil.core.domain.session.Session;
import dev.stencil.core.usecase.policy.LiveSessions;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Shows a user's sessions and ends them. An ended session is over at once in this process, within
 * {@link LiveSessions#MEMORY} in others, with its access tokens and its refresh token. Any method may throw
 * {@link Failure.Unavailable}.
 */
public final class ManageSessions {

    private final Context context;

    public ManageSessions(Context context) {
        this.context = context;
    }

    /**
     * The sessions of the caller that count, the latest first, at most {@link SignIn#MAX_SESSIONS}. A token of the
     * original system is none.
     */
    public List<Session> list(Caller caller) {
        Arguments.required("caller", caller);
        Access access = context.live().read(caller.token()).access();
        Instant now = context.now();
        return context.sessions().list(caller.id(), SignIn.MAX_SESSIONS).stream()
                .filter(session -> access.admits(session, now))
                .toList();
    }

    /** Ends the caller's own session, or the single token if it has none: logs out. */
    public void endCurrent(Caller caller) {
        Arguments.required("caller", caller);
        SessionId session = caller.session();
        if (session.id().isPresent()) {
            context.sessions().remove(caller.id(), session);
        } else {
            context.sessions().revoke(caller.id(), session, caller.token().expires());
        }
        context.live().forget(caller.id());
        context.report(new Event.SessionEnded(caller.id(), session, caller.client().address()));
    }

    /**
     * Ends the session that a refresh token belongs to, current or followed by others: a log-out for clients without a
     * valid access token. A token that is unknown, expired or forged ends nothing, which is no failure (RFC 7009, 2.2).
     *
     * @param client where it came from
     */
    public void endOf(String refreshToken, Client client) {
        Arguments.required("refreshToken", refreshToken, "client", client);
        RefreshToken.parse(refreshToken)
                .filter(token -> context.sessions()
                        .find(token.user(), token.session())
                        .filter(session -> session.refresh().isOfFamily(token))
                        .isPresent())
                .ifPresent(token -> remove(token.user(), token.session(), client));
    }

    /** @throws Failure.NotFound if the caller has no such session */
    public void end(Caller caller, SessionId session) {
        Arguments.required("caller", caller, "session", session);
        if (!remove(caller.id(), session, caller.client())) {
            throw new Failure.NotFound();
        }
    }

    private boolean remove(Id user, SessionId session, Client client) {
        boolean ended = context.sessions().remove(user, session);
        context.live().forget(user);
        if (ended) {
            context.report(new Event.SessionEnded(user, session, client.address()));
        }
        return ended;
    }

    /** Ends all sessions and tokens of the caller but the one that asks: one step, however many there are. */
    public void endOthers(Caller caller) {
        Arguments.required("caller", caller);
        endMany(caller, (access, now) -> access.endedBut(caller.session(), now));
        context.report(new Event.OtherSessionsEnded(caller.id(), caller.session(), caller.client().address()));
    }

    /** Ends all sessions and tokens of the caller: one step, however many there are. */
    public void endAll(Caller caller) {
        Arguments.required("caller", caller);
        endMany(caller, Access::ended);
        context.report(new Event.AllSessionsEnded(caller.id(), caller.session(), caller.client().address()));
    }

    private void endMany(Caller caller, BiFunction<Access, Instant, Access> ending) {
        User before;
        Instant now;
        do {
            // Read anew each time: a session that was ended meanwhile must not become the survivor.
            before = context.live().read(caller.token());
            now = context.now();
        } while (!context.live().replace(before, before.with(ending.apply(before.access(), now), now)));
    }
}
