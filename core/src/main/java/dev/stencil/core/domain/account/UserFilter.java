package dev.stencil.core.domain.account;

import java.util.Optional;

/**
 * Which accounts a list shows: those that fit all of this.
 *
 * @param keyPrefix what the {@link UserName#key() key} begins with; empty for any
 * @param state nothing for accounts that are not being deleted
 * @param role one that the account has, or nothing for any account
 */
public record UserFilter(String keyPrefix, Optional<AccountState> state, Optional<String> role) {
    /** All accounts that are not being deleted. */
    public static final UserFilter ALL = new UserFilter("", Optional.empty(), Optional.empty());

    /** Whether the filter lets the account through, whatever its name. */
    public boolean hasStateAndRoleOf(User user) {
        return state.map(wanted -> wanted == user.access().state()).orElse(!user.access().isClosed())
                && role.map(user.roles()::has).orElse(true);
    }

    /** The same for names that begin so, as names compare. */
    public UserFilter withPrefix(String name) {
        return new UserFilter(new UserName(name).key(), state, role);
    }

    public UserFilter withState(AccountState wanted) {
        return new UserFilter(keyPrefix, Optional.of(wanted), role);
    }

    public UserFilter withRole(String wanted) {
        return new UserFilter(keyPrefix, state, Optional.of(wanted));
    }
}
