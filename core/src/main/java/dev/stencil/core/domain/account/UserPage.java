package dev.stencil.core.domain.account;

import dev.stencil.core.domain.template.Page;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * A part of the list of accounts.
 *
 * @param items in the order of the keys that the store keeps them by, unmodifiable
 * @param next the key of the last one, to go on after, or empty if this is the end of the list
 */
public record UserPage(List<User> items, Optional<String> next) {
    public UserPage {
        items = List.copyOf(items);
    }

    /** An account, and the key that the store keeps it by. */
    public record Keyed(String key, User user) {}

    /**
     * The page that begins with the first of {@code candidates}: it ends at {@code limit} items or at {@value
     * Page#MAX_BYTES} characters of names, with one item at least if there is any. Takes from {@code candidates} no
     * more than it needs to know whether something follows that has the prefix of the filter.
     *
     * @param candidates in the order of keys, of the state and role that the filter asks for; those with the prefix
     *     first
     */
    public static UserPage of(Iterator<Keyed> candidates, UserFilter filter, int limit) {
        List<User> items = new ArrayList<>();
        long length = 0;
        String last = "";
        while (candidates.hasNext()) {
            Keyed candidate = candidates.next();
            if (!candidate.key().startsWith(filter.keyPrefix())) {
                break;
            }
            length += candidate.user().name().text().length();
            if (items.size() == limit || (!items.isEmpty() && length > Page.MAX_BYTES)) {
                return new UserPage(items, Optional.of(last));
            }
            items.add(candidate.user());
            last = candidate.key();
        }
        return new UserPage(items, Optional.empty());
    }

    /** Shows the number of accounts only: names and keys are personal data. */
    @Override
    public String toString() {
        return "UserPage[" + items.size() + " accounts]";
    }
}
