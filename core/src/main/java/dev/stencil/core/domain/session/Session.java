package dev.stencil.core.domain.session;

import dev.stencil.core.domain.Client;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.SessionId;
import dev.stencil.core.domain.account.Access;
import java.time.Instant;

/**
 * A session: begun by signing in, continued by refreshing.
 *
 * @param id an {@link Id}: ids of one process in the order in which their sessions began
 * @param user the account's id
 * @param epoch of the account when its password was looked up, which is before it was checked: see {@link Access}
 * @param client where it was begun
 * @param refresh what is known of its refresh token
 * @param created in whole milliseconds
 * @param lastUsed in whole milliseconds; it moves at every refresh, otherwise every five minutes at most
 * @param expires in whole milliseconds; from then on the session does not count
 */
public record Session(
        SessionId id, Id user, long epoch, Client client, RefreshState refresh, Instant created, Instant lastUsed,
        Instant expires) {
    /** The same after it was used. */
    public Session used(Instant now, Instant until) {
        return new Session(id, user, epoch, client, refresh, created, now, until);
    }

    /** The same with another refresh token. */
    public Session refreshed(RefreshState rotated, Instant now, Instant until) {
        return new Session(id, user, epoch, client, rotated, created, now, until);
    }

    /** Shows the ids only: the rest is personal. */
    @Override
    public String toString() {
        return "Session[" + id + ", user=" + user + "]";
    }
}
