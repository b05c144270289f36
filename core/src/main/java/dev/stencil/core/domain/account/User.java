package dev.stencil.core.domain.account;

import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.SessionId;
import java.time.Instant;

/**
 * An account.
 *
 * @param id never changes and is never given to another account
 * @param name in the form its owner chose
 * @param passwordHash as the {@code PasswordHasher} made it, or a hash of the original system
 * @param access which of its sessions and tokens count
 * @param created when it was registered, in whole milliseconds
 * @param updated when it was last changed, in whole milliseconds
 */
public record User(Id id, UserName name, String passwordHash, Access access, Instant created, Instant updated) {
    /** An account of which nothing was ever ended. */
    public User(Id id, UserName name, String passwordHash, Instant created, Instant updated) {
        this(id, name, passwordHash, Access.UNRESTRICTED, created, updated);
    }

    /** The same with another hash of the same password: sessions go on. */
    public User rehashed(String hash, Instant now) {
        return new User(id, name, hash, access, created, now);
    }

    /** The same with another password, which ends every session but one. */
    public User withPassword(String hash, SessionId survivor, Instant now) {
        return new User(id, name, hash, access.endedBut(survivor, now), created, now);
    }

    /** The same with another access. */
    public User with(Access changed, Instant now) {
        return new User(id, name, passwordHash, changed, created, now);
    }

    /** Shows the id only: the rest is personal or secret. */
    @Override
    public String toString() {
        return "User[" + id + "]";
    }
}
