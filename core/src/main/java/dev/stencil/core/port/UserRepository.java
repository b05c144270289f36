package dev.stencil.core.port;

import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.User;
import dev.stencil.core.domain.UserName;
import java.time.Instant;
import java.util.Optional;

/** Keeps accounts. The promises of {@link Storage} apply to every method. */
public interface UserRepository {
    /**
     * Adds an account unless its name is taken. The check and the write are one step: of many accounts of one name
     * added at once, one is. An account whose own id is already stored counts as added (a retry after a lost reply).
     *
     * @throws Failure.Conflict with the id of an account whose name has the same {@link UserName#key() key}
     */
    void add(User user);

    /**
     * The account that {@code name} names: of those that share its key, the one of exactly that name, else the holder
     * of the key.
     */
    Optional<User> find(UserName name);

    Optional<User> find(Id id);

    /**
     * Replaces the password hash if it is still {@code expected}: a compare-and-set, so that a change that came between
     * stands.
     *
     * @param now becomes {@link User#updated()}
     * @return whether the hash was replaced
     */
    boolean replacePasswordHash(Id user, String expected, String replacement, Instant now);
}
