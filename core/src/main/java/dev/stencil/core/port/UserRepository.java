package dev.stencil.core.port;

import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.Tombstone;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserFilter;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.domain.account.UserPage;
import dev.stencil.core.domain.template.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Repository of accounts. The promises of {@link Storage} apply to every method. */
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
     * of the key. An account that is being deleted is still found. Its {@link User#name()} is as it was registered, so
     * that callers can compare it with exactly the name they asked for.
     */
    Optional<User> find(UserName name);

    Optional<User> find(Id id);

    /**
     * Stores another password hash, access, roles, reset and time of change, if the first four are still those of
     * {@code expected}: a compare-and-set of all that can change, so that no change that came between is lost. Of
     * several at once that expect one and the same, one is stored.
     *
     * @param replacement of the same id, name and time of creation
     * @return whether it was stored
     */
    boolean replace(User expected, User replacement);

    /**
     * A part of the list of accounts, in the order of the keys that they are kept by, which are compared by UTF-16 or
     * UTF-8: the {@linkplain UserName#key() key} of the name, and of adopted names that share one, first the holder,
     * then the others in the order of their ids. Reading page after page shows every account once that fits the filter
     * all along, whatever is added and changed meanwhile. Found at once, however many accounts do not fit.
     *
     * @param after where the page before ended, of the same filter; {@code null} for the first page; nothing need be
     *     there any more
     * @param limit at least 1; a page also ends at {@link Page#MAX_BYTES} of names
     */
    UserPage page(UserFilter filter, @Nullable String after, int limit);

    /**
     * Accounts that are being deleted, some of them.
     *
     * @param limit at least 1
     */
    List<User> closed(int limit);

    /**
     * Deletes an account that is closed, which frees its name, and leaves a {@link Tombstone}: first the tombstone,
     * then the account is gone, with adopted users of exactly its name that never were accounts. Deleting it again
     * changes nothing, so that an interrupted deletion is started again. An account that is not closed, or not there,
     * is left alone.
     *
     * @param now becomes {@link Tombstone#left()}
     */
    void delete(User closed, Instant now);

    /**
     * Tombstones that were left at a time or before, some of them.
     *
     * @param limit at least 1
     */
    List<Tombstone> tombstones(Instant left, int limit);

    /** Removes a tombstone if it is there. */
    void removeTombstone(Id user);
}
