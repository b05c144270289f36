package dev.stencil.adapter.sqlite;

import dev.stencil.core.domain.Content;
import dev.stencil.core.domain.ContentLimits;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.IdGenerator;
import dev.stencil.core.domain.SteadyClock;
import dev.stencil.core.domain.Template;
import dev.stencil.core.domain.User;
import dev.stencil.core.domain.UserName;
import java.time.Instant;
import java.time.InstantSource;

/** Some user, some template. */
final class Some {
    private static final SteadyClock CLOCK = new SteadyClock(InstantSource.system());
    private static final IdGenerator IDS = new IdGenerator(CLOCK);

    private Some() {}

    static Id id() {
        return IDS.next();
    }

    static User user(String name) {
        Instant now = CLOCK.instant();
        return new User(id(), new UserName(name), "hash", now, now);
    }

    static Content content(Object value) {
        return Content.of(value, ContentLimits.DEFAULT);
    }

    static Template template(Id owner, Object value) {
        return Template.create(id(), owner, content(value), CLOCK.instant());
    }
}
