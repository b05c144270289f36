package dev.stencil.core.port;

import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.SessionId;
import dev.stencil.core.domain.session.Session;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Repository of sessions, and of the tokens of the original system that were revoked one by one. The promises of {@link
 * Storage} apply to every method. Every look-up names the user too: a session of another user is the same as none.
 * Whether a stored session still counts is decided by {@code Access}.
 */
public interface SessionRepository {
    /** Adds a session. One whose id is already stored counts as added (a retry after a lost reply). */
    void add(Session session);

    Optional<Session> find(Id user, SessionId id);

    /**
     * The user's sessions, the latest first, as their ids tell; those that have expired are left out or not.
     *
     * @param limit at least 1
     */
    List<Session> list(Id user, int limit);

    /**
     * Stores another refresh state, last use and expiry if the stored session has the current hash of {@code expected}:
     * a compare-and-set. Of several at once that expect one and the same, one is stored; a session that was removed
     * does not come back.
     *
     * @return whether it was stored
     */
    boolean refresh(Session expected, Session refreshed);

    /** Stores a later use and expiry, if the session is there and was last used before that. Nothing else changes. */
    void touch(Id user, SessionId id, Instant used, Instant expires);

    /**
     * Removes one session. Of several removals at once, one returns true.
     *
     * @return whether there was one
     */
    boolean remove(Id user, SessionId id);

    /** Removes all sessions but the latest {@code keep}: those that {@code list} would not show with that limit. */
    void removeAllBut(Id user, int keep);

    /** Removes the user's sessions of earlier epochs, but for one that survives. */
    void removeEarlier(Id user, long epoch, Optional<SessionId> survivor);

    /**
     * Removes sessions of a user, and what is kept of the user's revoked tokens.
     *
     * @param atMost so many, at least 1; the call is meant to be repeated
     * @return how many; fewer than {@code atMost} if none are left
     */
    int removeAll(Id user, int atMost);

    /**
     * Removes the expired sessions and revoked tokens of all users.
     *
     * @param atMost so many, at least 1; the call is meant to be repeated
     * @return how many; fewer than {@code atMost} if none are left
     */
    int removeExpired(Instant now, int atMost);

    /**
     * Keeps that a token without a session of ours is revoked. Revoking it again changes nothing.
     *
     * @param token {@link SessionId#ofToken}
     * @param expires when the token does, and nobody needs to know any more
     */
    void revoke(Id user, SessionId token, Instant expires);

    /** Whether the token was revoked by itself; it may be forgotten once it has expired. */
    boolean isRevoked(Id user, SessionId token);
}
