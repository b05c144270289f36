package dev.stencil.contract;

import dev.stencil.core.domain.Content;
import dev.stencil.core.domain.ContentLimits;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.IdGenerator;
import dev.stencil.core.domain.SteadyClock;
import dev.stencil.core.domain.Template;
import dev.stencil.core.domain.User;
import dev.stencil.core.domain.UserName;
import dev.stencil.core.port.Storage;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Some user, some template: rows that no other test has. */
final class Some {
    private static final InstantSource CLOCK = new SteadyClock(InstantSource.system());
    private static final IdGenerator IDS = new IdGenerator(CLOCK);

    private Some() {}

    static Id id() {
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

    /** The id of an account that is stored: what a template is owned by. */
    static Id owner(Storage storage) {
        User user = user(name("owner"));
        storage.users().add(user);
        return user.id();
    }

    static Content content(@Nullable Object value) {
        return Content.of(value, ContentLimits.DEFAULT);
    }

    static Template template(Id owner, @Nullable Object value) {
        return Template.create(id(), owner, content(value), now());
    }
}
