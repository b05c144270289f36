package dev.stencil.core.domain;

/** What happened, for whoever keeps an audit log. Holds ids and addresses, never names, passwords or tokens. */
public sealed interface Event {
    /** An account was made. */
    record Registered(Id user) implements Event {}

    /** Somebody signed in. */
    record SignedIn(Id user, String client) implements Event {}

    /** Somebody gave a wrong name or password. */
    record SignInFailed(String client) implements Event {}

    /** An attempt was not even looked at, because of those before it. */
    record SignInThrottled(String client) implements Event {}

    /** An old password hash was replaced by one of today's kind. */
    record PasswordHashUpgraded(Id user) implements Event {}

    /** The replacement could not be stored; it is tried again at the next sign-in. */
    record PasswordHashUpgradeFailed(Id user, Failure.Unavailable cause) implements Event {}
}
