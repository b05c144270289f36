package dev.stencil.core.usecase;

import dev.stencil.core.domain.Client;
import dev.stencil.core.domain.Event;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.SessionId;
import dev.stencil.core.domain.SteadyClock;
import dev.stencil.core.domain.account.Access;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.session.RefreshToken;
import dev.stencil.core.domain.session.Session;
import dev.stencil.core.port.Events;
import dev.stencil.core.port.Storage;
import dev.stencil.core.usecase.policy.LiveSessions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Shows a user's sessions and ends them. An ended session is over at once in this process, within
 * {@link LiveSessions#MEMORY} in others, with its access tokens and its refresh token. Any method may throw
 * {@link Failure.Unavailable}.
 */
public final class ManageSessions {
    private final Storage storage;
    private final LiveSessions live;
    private final SteadyClock clock;
    private final Events events;

    public ManageSessions(Storage storage, LiveSessions live, SteadyClock clock, Events events) {
        this.storage = storage;
        this.live = live;
        this.clock = clock;
        this.events = events;
    }

    /**
     * The sessions of the caller that count, the latest first, at most {@link SignIn#MAX_SESSIONS}. A token of the
     * original system is none.
     */
    public List<Session> list(Caller caller) {
        Arguments.required("caller", caller);
        Access access = live.read(caller.token()).access();
        Instant now = clock.instant();
        return storage.sessions().list(caller.id(), SignIn.MAX_SESSIONS).stream()
                .filter(session -> access.admits(session, now))
                .toList();
    }

    /** Ends the caller's own session, or the single token if it has none: logs out. */
    public void endCurrent(Caller caller) {
        Arguments.required("caller", caller);
        SessionId session = caller.session();
        if (session.id().isPresent()) {
            storage.sessions().remove(caller.id(), session);
        } else {
            storage.sessions().revoke(caller.id(), session, caller.token().expires());
        }
        live.forget(caller.id());
        events.report(new Event.SessionEnded(caller.id(), session, caller.client().address()));
    }

    /**
     * Ends the session that a refresh token belongs to, current or followed by others: a log-out for clients without a
     * valid access token. A token that is unknown, expired or forged ends nothing, which is no failure (RFC 7009, 2.2).
     *
     * @param client where it came from
     */
    public void endOf(String refreshToken, Client client) {
        Arguments.required("refreshToken", refreshToken, "client", client);
        Optional<RefreshToken> known = RefreshToken.tryParse(refreshToken)
                .filter(token -> storage.sessions()
                        .find(token.user(), token.session())
                        .filter(session -> session.refresh().isOfFamily(token))
                        .isPresent());
        known.ifPresent(token -> {
            boolean ended = storage.sessions().remove(token.user(), token.session());
            live.forget(token.user());
            if (ended) {
                events.report(new Event.SessionEnded(token.user(), token.session(), client.address()));
            }
        });
    }

    /** @throws Failure.NotFound if the caller has no such session */
    public void end(Caller caller, SessionId session) {
        Arguments.required("caller", caller, "session", session);
        boolean ended = storage.sessions().remove(caller.id(), session);
        live.forget(caller.id());
        if (!ended) {
            throw new Failure.NotFound();
        }
        events.report(new Event.SessionEnded(caller.id(), session, caller.client().address()));
    }

    /** Ends all sessions and tokens of the caller but the one that asks: one step, however many there are. */
    public void endOthers(Caller caller) {
        Arguments.required("caller", caller);
        endMany(caller, (access, now) -> access.endedBut(caller.session(), now));
        events.report(new Event.OtherSessionsEnded(caller.id(), caller.session(), caller.client().address()));
    }

    /** Ends all sessions and tokens of the caller: one step, however many there are. */
    public void endAll(Caller caller) {
        Arguments.required("caller", caller);
        endMany(caller, Access::ended);
        events.report(new Event.AllSessionsEnded(caller.id(), caller.session(), caller.client().address()));
    }

    private void endMany(Caller caller, BiFunction<Access, Instant, Access> ending) {
        User before;
        User after;
        do {
            // Read anew each time: a session that was ended meanwhile must not become the survivor.
            before = live.read(caller.token());
            Instant now = clock.instant();
            after = before.with(ending.apply(before.access(), now), now);
        } while (!storage.users().replace(before, after));
        live.forget(caller.id());
        removeEnded(storage, after);
    }

    /** Removes sessions that no longer count; those that cannot be removed now are removed when they expire. */
    static void removeEnded(Storage storage, User user) {
        try {
            storage.sessions().removeEarlier(user.id(), user.access().epoch(), user.access().survivor());
        } catch (Failure.Unavailable e) {
            // Nothing is lost: see above.
        }
    }
}
