package dev.stencil.contract.archive;

import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.archive.Archived;
import dev.stencil.core.domain.archive.Slice;
import dev.stencil.core.domain.session.RevokedToken;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.port.Archive;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads archives to their end. */
final class Archives {
    private Archives() {}

    static List<Archived<User>> users(Archive archive, int limit) {
        return readAll(after -> archive.users(after, limit), limit);
    }

    static List<Archived<Template>> templates(Archive archive, int limit) {
        return readAll(after -> archive.templates(after, limit), limit);
    }

    static List<RevokedToken> revokedTokens(Archive archive, int limit) {
        List<RevokedToken> all = new ArrayList<>();
        List<RevokedToken> next;
        do {
            next = archive.revokedTokens(all.isEmpty() ? null : all.getLast(), limit);
            all.addAll(next);
        } while (next.size() == limit);
        return all;
    }

    static Optional<Archived<User>> find(Archive archive, User user) {
        return users(archive, 1000).stream().filter(one -> one.item().id().equals(user.id())).findFirst();
    }

    static Optional<Archived<Template>> find(Archive archive, Template template) {
        return templates(archive, 1000).stream().filter(one -> one.item().id().equals(template.id())).findFirst();
    }

    static <T> List<Archived<T>> readAll(Function<@Nullable Id, Slice<T>> slices, int limit) {
        List<Archived<T>> all = new ArrayList<>();
        @Nullable
        Id after = null;
        do {
            Slice<T> slice = slices.apply(after);
            if (slice.items().size() > limit) {
                throw new AssertionError("a slice of " + slice.items().size() + " with a limit of " + limit);
            }
            all.addAll(slice.items());
            @Nullable
            Id next = slice.next().orElse(null);
            if (next != null && next.equals(after)) {
                throw new AssertionError("the slice after " + after + " ends where it begins: there is no end");
            }
            after = next;
        } while (after != null);
        return all;
    }
}
