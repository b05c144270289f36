package dev.stencil.adapter.sqlite;

import dev.stencil.core.domain.Client;
import dev.stencil.core.domain.Content;
import dev.stencil.core.domain.ContentLimits;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.IdGenerator;
import dev.stencil.core.domain.RefreshState;
import dev.stencil.core.domain.RefreshState.Rotation;
import dev.stencil.core.domain.Session;
import dev.stencil.core.domain.SessionId;
import dev.stencil.core.domain.SteadyClock;
import dev.stencil.core.domain.Template;
import dev.stencil.core.domain.User;
import dev.stencil.core.domain.UserName;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Some user, some template, some session. */
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

    static Session session(Id user) {
        Instant now = CLOCK.instant();
        RefreshState refresh = new RefreshState("family", "current", List.of(new Rotation("earlier", "salt", now)));
        return new Session(
                SessionId.of(id()), user, 0, new Client("192.0.2.7", "browser"), refresh, now, now,
                now.plusSeconds(60));
    }

    static Content content(Object value) {
        return Content.of(value, ContentLimits.DEFAULT);
    }

    static Template template(Id owner, Object value) {
        return Template.create(id(), owner, content(value), CLOCK.instant());
    }
}
