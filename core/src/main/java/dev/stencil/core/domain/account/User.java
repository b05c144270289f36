package dev.stencil.core.domain.account;

import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.SessionId;
import java.time.Instant;
import java.util.Optional;

/**
 * An account.
 *
 * @param id never changes and is never given to another account
 * @param name in the form its owner chose
 * @param passwordHash as the {@code PasswordHasher} made it, or a hash of the original system
 * @param access which of its sessions and tokens count, and its state
 * @param roles what it may do
 * @param reset of its password, if a token for that was handed out and no password was set since
 * @param created when it was registered, in whole milliseconds
 * @param updated when it was last changed, in whole milliseconds
 */
public record User(
        Id id, UserName name, String passwordHash, Access access, Roles roles, Optional<PasswordReset> reset,
        Instant created, Instant updated) {
    /** An account without roles of which nothing was ever ended. */
    public User(Id id, UserName name, String passwordHash, Instant created, Instant updated) {
        this(id, name, passwordHash, Access.UNRESTRICTED, Roles.NONE, Optional.empty(), created, updated);
    }

    /** The same with another hash of the same password: sessions go on. */
    public User rehashed(String hash, Instant now) {
        return new User(id, name, hash, access, roles, reset, created, now);
    }

    /** The same with another password, which ends every session but one, and a reset that was begun. */
    public User withPassword(String hash, SessionId survivor, Instant now) {
        return new User(id, name, hash, access.endedBut(survivor, now), roles, Optional.empty(), created, now);
    }

    /** The same with another password, which ends every session, and a reset that was begun. */
    public User withPassword(String hash, Instant now) {
        return new User(id, name, hash, access.ended(now), roles, Optional.empty(), created, now);
    }

    /** The same with another access. */
    public User with(Access changed, Instant now) {
        return new User(id, name, passwordHash, changed, roles, reset, created, now);
    }

    /** The same with other roles. */
    public User with(Roles changed, Instant now) {
        return new User(id, name, passwordHash, access, changed, reset, created, now);
    }

    /** The same with a reset of its password in place of the one before. */
    public User with(PasswordReset begun, Instant now) {
        return new User(id, name, passwordHash, access, roles, Optional.of(begun), created, now);
    }

    /** Shows the id only: the rest is personal or secret. */
    @Override
    public String toString() {
        return "User[" + id + "]";
    }
}
