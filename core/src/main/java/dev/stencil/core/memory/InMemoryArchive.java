package dev.stencil.core.memory;

import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.archive.Archived;
import dev.stencil.core.domain.archive.KeyRole;
import dev.stencil.core.domain.archive.Slice;
import dev.stencil.core.domain.session.RevokedToken;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.port.Archive;
import dev.stencil.core.port.Intake;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Archive and intake of the storage in memory. Sorts everything for each slice: such a storage is small and seldom
 * moved.
 */
final class InMemoryArchive implements Archive, Intake {
    private final InMemoryUserRepository users;
    private final InMemoryTemplateRepository templates;
    private final InMemorySessionRepository sessions;

    InMemoryArchive(
            InMemoryUserRepository users, InMemoryTemplateRepository templates, InMemorySessionRepository sessions) {
        this.users = users;
        this.templates = templates;
        this.sessions = sessions;
    }

    @Override
    public Slice<User> users(@Nullable Id after, int limit) {
        List<Archived<User>> all = users.all();
        return Slice.ofUsers(
                all.stream()
                        .filter(user -> isAfter(after).test(user.item().id()))
                        .sorted(Comparator.comparing(user -> user.item().id()))
                        .iterator(),
                limit);
    }

    @Override
    public Slice<Template> templates(@Nullable Id after, int limit) {
        List<Archived<Template>> all = templates.all();
        return Slice.ofTemplates(
                all.stream()
                        .filter(template -> isAfter(after).test(template.item().id()))
                        .sorted(Comparator.comparing(template -> template.item().id()))
                        .iterator(),
                limit);
    }

    private static Predicate<Id> isAfter(@Nullable Id after) {
        return id -> after == null || id.compareTo(after) > 0;
    }

    @Override
    public List<RevokedToken> revokedTokens(@Nullable RevokedToken after, int limit) {
        Comparator<RevokedToken> order =
                Comparator.comparing(RevokedToken::user).thenComparing(token -> token.token().text());
        return sessions.revoked().stream()
                .filter(token -> after == null || order.compare(token, after) > 0)
                .sorted(order)
                .limit(limit)
                .toList();
    }

    @Override
    public Inventory inventory() {
        return new Inventory(users.all().size(), templates.all().size(), 0);
    }

    @Override
    public boolean put(User user, KeyRole role) {
        return users.put(user, role);
    }

    @Override
    public boolean put(Template template, KeyRole role) {
        if (users.find(template.owner()).isEmpty()) {
            throw new Failure.NotFound();
        }
        return templates.put(template, role);
    }

    @Override
    public void revoke(RevokedToken token) {
        sessions.revoke(token.user(), token.token(), token.expires());
    }
}
