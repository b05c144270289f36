package dev.stencil.core.domain;

import java.time.Instant;

/**
 * An account.
 *
 * @param id never changes and is never given to another account
 * @param name in the form its owner chose
 * @param passwordHash as the {@code PasswordHasher} made it, or a hash of the original system
 * @param created when it was registered, in whole milliseconds
 * @param updated when it was last changed, in whole milliseconds
 */
public record User(Id id, UserName name, String passwordHash, Instant created, Instant updated) {
    /** Shows the id only: the rest is personal or secret. */
    @Override
    public String toString() {
        return "User[" + id + "]";
    }
}
