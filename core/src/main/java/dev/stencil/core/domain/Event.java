package dev.stencil.core.domain;

import java.util.List;
import java.util.Optional;

/** Something that happened, for an audit log. Holds ids and addresses, never names, passwords or tokens. */
public sealed interface Event {
    /** An account was made. */
    record Registered(Id user, String address) implements Event {}

    /** Somebody signed in. */
    record SignedIn(Id user, SessionId session, String address) implements Event {}

    /**
     * Somebody gave a wrong name or password, or those of a disabled account.
     *
     * @param user nothing if there is none of that name
     */
    record SignInFailed(Optional<Id> user, String address) implements Event {}

    /** Somebody set a new password with a token for that, which ended all sessions. */
    record PasswordReset(Id user, String address) implements Event {}

    /** Somebody came with a token to set a new password that is not good, or not good any more. */
    record PasswordResetRefused(String address) implements Event {}

    /**
     * Somebody took care of an account.
     *
     * @param roles of the account from now on, where the step sets them; else empty
     * @param by the account of an administrator; nothing for the command line
     */
    record Administered(Step step, Id user, List<String> roles, Optional<Id> by, String address) implements Event {
        /** What was done. */
        public enum Step {
            ADDED,
            DISABLED,
            ENABLED,
            ROLES_SET,
            /** A password was set, which ended all sessions. */
            PASSWORD_SET,
            SESSIONS_ENDED,
            /** A token to set a new password with was handed out. */
            RESET_BEGUN,
            /** The account is being deleted: from now on nobody gets in. */
            CLOSED
        }
    }

    /** An attempt to sign in or to reset a password was not even looked at, because of those before it. */
    record SignInThrottled(String address) implements Event {}

    /** An old password hash was replaced by one of today's kind. */
    record PasswordHashUpgraded(Id user) implements Event {}

    /** The replacement could not be stored; it is tried again at the next sign-in. */
    record PasswordHashUpgradeFailed(Id user, Failure.Unavailable cause) implements Event {}

    /** A refresh token was exchanged for new tokens. */
    record SessionRefreshed(Id user, SessionId session, String address) implements Event {}

    /** A refresh token came that had been used long before: somebody has a copy of it. The session was ended. */
    record RefreshTokenReused(Id user, SessionId session, String address) implements Event {}

    /**
     * A session was ended by its user.
     *
     * @param session the one that was ended
     */
    record SessionEnded(Id user, SessionId session, String address) implements Event {}

    /**
     * All sessions of a user were ended but one.
     *
     * @param session the one that goes on
     */
    record OtherSessionsEnded(Id user, SessionId session, String address) implements Event {}

    /**
     * All sessions of a user were ended.
     *
     * @param session the one in which that was asked for
     */
    record AllSessionsEnded(Id user, SessionId session, String address) implements Event {}

    /** A user who is signed in gave a wrong password, or too many of them, where the current one was asked for. */
    record PasswordRefused(Id user, SessionId session, String address) implements Event {}

    /** A password was changed, which ended all other sessions. */
    record PasswordChanged(Id user, SessionId session, String address) implements Event {}

    /** A user deleted the account: from now on nobody gets in. */
    record AccountClosed(Id user, SessionId session, String address) implements Event {}

    /** A closed account is gone and its name is free. */
    record AccountDeleted(Id user) implements Event {}

    /**
     * A sweep left something undone, which the next one tries again.
     *
     * @param cause {@link Failure.Unavailable} if the store was away or there was too much to do, else a fault
     */
    record SweepFailed(Throwable cause) implements Event {}

    /** A sweep was still running two seconds after it was told to stop. */
    record SweepNotEnded() implements Event {}

    /**
     * The keys that sign and verify tokens were changed.
     *
     * @param signer the id of the key that signs from now on
     * @param verifiers the ids of all keys that verify
     */
    record KeysChanged(String signer, List<String> verifiers) implements Event {}
}
