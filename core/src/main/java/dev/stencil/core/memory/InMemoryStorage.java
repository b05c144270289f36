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
import dev.stencil.core.port.SessionRepository;
import dev.stencil.core.port.Storage;
import dev.stencil.core.port.TemplateRepository;
import dev.stencil.core.port.UserRepository;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A full {@link Storage} for tests and for trying things out. It keeps every promise of the ports but one: nothing
 * outlives the object.
 */
public final class InMemoryStorage implements Storage {
    private final InMemoryUserRepository users = new InMemoryUserRepository();
    private final InMemoryTemplateRepository templates = new InMemoryTemplateRepository();
    private final InMemorySessionRepository sessions = new InMemorySessionRepository();
    private final InMemoryArchive archive = new InMemoryArchive();

    @Override
    public UserRepository users() {
        return users;
    }

    @Override
    public TemplateRepository templates() {
        return templates;
    }

    @Override
    public SessionRepository sessions() {
        return sessions;
    }

    @Override
    public Archive archive() {
        return archive;
    }

    @Override
    public Intake intake() {
        return archive;
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void close() {}

    /** Sorts everything for each slice: a storage in memory is small and seldom moved. */
    private final class InMemoryArchive implements Archive, Intake {
        @Override
        public Slice<User> users(@Nullable Id after, int limit) {
            return Slice.ofUsers(following(after, users.all(), User::id), limit);
        }

        @Override
        public Slice<Template> templates(@Nullable Id after, int limit) {
            return Slice.ofTemplates(following(after, templates.all(), Template::id), limit);
        }

        private static <T> Iterator<Archived<T>> following(
                @Nullable Id after, List<Archived<T>> all, Function<T, Id> id) {
            return all.stream()
                    .filter(one -> after == null || id.apply(one.item()).compareTo(after) > 0)
                    .sorted(Comparator.comparing(one -> id.apply(one.item())))
                    .iterator();
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
}
