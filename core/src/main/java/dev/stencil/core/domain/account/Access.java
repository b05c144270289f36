package dev.stencil.core.domain.account;

import static java.time.temporal.ChronoUnit.SECONDS;

import dev.stencil.core.domain.SessionId;
import dev.stencil.core.domain.SteadyClock;
import dev.stencil.core.domain.session.Session;
import java.time.Instant;
import java.util.Optional;

/**
 * Access state of an account: which of its sessions and tokens still count. Ending any number of them is one change of
 * this state, so it is a single write.
 *
 * @param state of the account; nothing counts unless it is active
 * @param epoch a session counts if it began in this epoch: the next one ends all that were begun before
 * @param survivor the one session of an earlier epoch that counts all the same
 * @param revokedUntil tokens without a session of ours count only if they were issued after this, in whole seconds. It
 *     lies {@link SteadyClock#SKEW} after what ended them, since the clock that they were issued by may be ahead
 */
public record Access(AccountState state, long epoch, Optional<SessionId> survivor, Instant revokedUntil) {
    /** The state of an adopted account at first: everything counts. */
    public static final Access UNRESTRICTED = new Access(AccountState.ACTIVE, 0, Optional.empty(), Instant.EPOCH);

    /** The state of a new account. Tokens of an earlier account of its name do not count. */
    public static Access since(Instant registered) {
        return new Access(AccountState.ACTIVE, 0, Optional.empty(), registered.truncatedTo(SECONDS).minusSeconds(1));
    }

    /** The same after all sessions and tokens were ended. */
    public Access ended(Instant now) {
        return ended(Optional.empty(), now);
    }

    /** The same after all sessions and tokens but one were ended. */
    public Access endedBut(SessionId survivor, Instant now) {
        return ended(Optional.of(survivor), now);
    }

    private Access ended(Optional<SessionId> spared, Instant now) {
        Instant until = now.truncatedTo(SECONDS).plus(SteadyClock.SKEW);
        return new Access(state, epoch + 1, spared, until.isAfter(revokedUntil) ? until : revokedUntil);
    }

    /** The same once the account is being deleted: it stays so. */
    public Access closed(Instant now) {
        return ended(now).in(AccountState.DELETING);
    }

    /** The same once the account is disabled, unless it is being deleted. */
    public Access disabled(Instant now) {
        return ended(now).in(AccountState.DISABLED);
    }

    /** The same once the account is enabled again, which brings nothing back; unless it is being deleted. */
    public Access enabled(Instant now) {
        return ended(now).in(AccountState.ACTIVE);
    }

    private Access in(AccountState next) {
        return new Access(isClosed() ? state : next, epoch, survivor, revokedUntil);
    }

    public boolean isActive() {
        return state == AccountState.ACTIVE;
    }

    public boolean isDisabled() {
        return state == AccountState.DISABLED;
    }

    /** Whether the account is being deleted. */
    public boolean isClosed() {
        return state == AccountState.DELETING;
    }

    /** Whether a session that is stored counts. */
    public boolean admits(Session session, Instant now) {
        return isActive()
                && now.isBefore(session.expires())
                && (session.epoch() == epoch || survivor.equals(Optional.of(session.id())));
    }

    /** Whether a token without a session of ours counts, unless it was revoked by itself. */
    public boolean admits(SessionId token, Instant issued) {
        return isActive() && (issued.isAfter(revokedUntil) || survivor.equals(Optional.of(token)));
    }
}
