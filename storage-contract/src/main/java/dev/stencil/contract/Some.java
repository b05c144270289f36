package dev.stencil.contract;

import dev.stencil.core.domain.Client;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.IdGenerator;
import dev.stencil.core.domain.SessionId;
import dev.stencil.core.domain.SteadyClock;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.domain.session.RefreshState;
import dev.stencil.core.domain.session.RefreshToken;
import dev.stencil.core.domain.session.Session;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.ContentLimits;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.port.Storage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Some user, some template: rows that no other test has. */
final class Some {
    private static final InstantSource CLOCK = new SteadyClock(InstantSource.system());
    private static final IdGenerator IDS = new IdGenerator(CLOCK);

    private Some() {}

    public static Id id() {
        return IDS.next();
    }

    static Instant now() {
        return CLOCK.instant();
    }

    /** A name that begins as given and that no other test has. */
    static String name(String beginning) {
        return beginning + '-' + id();
    }

    static User user(String name) {
        return user(name, "hash of " + id());
    }

    static User user(String name, String passwordHash) {
        Instant now = now();
        return new User(id(), new UserName(name), passwordHash, now, now);
    }

    /** The same account in a state that compares as another. */
    static User rehashed(User user) {
        return user.rehashed("hash of " + id(), now());
    }

    /** The same account, closed and stored so. */
    static User closed(Storage storage, User user) {
        User closed = user.with(user.access().closed(now()), now());
        if (!storage.users().replace(user, closed)) {
            throw new IllegalStateException("the account has changed meanwhile");
        }
        return closed;
    }

    static Session session(Id user, long epoch) {
        Id id = id();
        Instant now = now();
        RefreshState refresh = RefreshState.of(RefreshToken.first(user, id));
        return new Session(
                SessionId.of(id), user, epoch, new Client("192.0.2.7", "Browser \"1\" ✓\0'"), refresh, now, now,
                now.plus(Duration.ofDays(30)));
    }

    static Session session(Id user) {
        return session(user, 0);
    }

    /** The same after a refresh. */
    static Session refreshed(Session session) {
        String hash = "hash of " + id();
        RefreshState state = new RefreshState(
                session.refresh().familyHash(),
                hash,
                List.of(
                        new RefreshState.Rotation("earlier", "11", session.created()),
                        new RefreshState.Rotation(session.refresh().currentHash(), "22", now())));
        return session.refreshed(state, now(), session.expires().plusMillis(1));
    }

    /** The id of an account that is stored: what a template is owned by. */
    static Id owner(Storage storage) {
        User user = user(name("owner"));
        storage.users().add(user);
        return user.id();
    }

    static Content content(@Nullable Object value) {
        return Content.of(value, ContentLimits.DEFAULT);
    }

    public static Template template(Id owner, @Nullable Object value) {
        return Template.create(id(), owner, content(value), now());
    }
}
