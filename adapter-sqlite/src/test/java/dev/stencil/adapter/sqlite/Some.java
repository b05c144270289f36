package dev.stencil.adapter.sqlite;

import dev.stencil.core.domain.Client;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.IdGenerator;
import dev.stencil.core.domain.SessionId;
import dev.stencil.core.domain.SteadyClock;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.domain.session.RefreshState;
import dev.stencil.core.domain.session.RefreshState.Rotation;
import dev.stencil.core.domain.session.Session;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.ContentLimits;
import dev.stencil.core.domain.template.Template;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Some user, some template, some session. */
public final class Some {
    private static final SteadyClock CLOCK = new SteadyClock(InstantSource.system());
    private static final IdGenerator IDS = new IdGenerator(CLOCK);

    private Some() {}

    public static Id id() {
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

    public static Template template(Id owner, Object value) {
        return Template.create(id(), owner, content(value), CLOCK.instant());
    }
}
