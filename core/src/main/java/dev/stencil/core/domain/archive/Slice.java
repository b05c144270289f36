package dev.stencil.core.domain.archive;

import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.template.Page;
import dev.stencil.core.domain.template.Template;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Page of an archive, in the order of ids. Like a {@link Page} it ends once it holds
 * {@link Page#MAX_BYTES}.
 *
 * @param items unmodifiable
 * @param next the id to go on after, or empty if this is the end
 */
public record Slice<T>(List<Archived<T>> items, Optional<Id> next) {
    public Slice {
        items = List.copyOf(items);
    }

    /** The accounts that {@code candidates} begins with; takes no more of it than {@link Page#of} would. */
    public static Slice<User> ofUsers(Iterator<Archived<User>> candidates, int limit) {
        return of(candidates, limit, user -> user.name().text().length(), User::id);
    }

    /** The templates that {@code candidates} begins with; takes no more of it than {@link Page#of} would. */
    public static Slice<Template> ofTemplates(Iterator<Archived<Template>> candidates, int limit) {
        return of(candidates, limit, template -> template.content().size(), Template::id);
    }

    /** Ends with the one that is too much in bytes: what was taken cannot be given back. */
    private static <T> Slice<T> of(
            Iterator<Archived<T>> candidates, int limit, ToLongFunction<T> size, Function<T, Id> id) {
        List<Archived<T>> items = new ArrayList<>();
        long bytes = 0;
        while (items.size() < limit && bytes <= Page.MAX_BYTES && candidates.hasNext()) {
            Archived<T> next = candidates.next();
            bytes += size.applyAsLong(next.item());
            items.add(next);
        }
        return new Slice<>(
                items, candidates.hasNext() ? Optional.of(id.apply(items.getLast().item())) : Optional.empty());
    }
}
