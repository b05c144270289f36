package dev.stencil.core.domain.account;

/** State of an account. */
public enum AccountState {
    ACTIVE,
    /** Nobody gets in, and nothing of it is lost: it can be enabled again. */
    DISABLED,
    /** Nobody gets in any more. Its data is being removed, and its name is still taken. */
    DELETING
}
