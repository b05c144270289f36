package dev.stencil.adapter.mongo;

import dev.stencil.contract.fixture.Fixtures;
import dev.stencil.core.domain.Client;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.SessionId;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.session.RefreshState;
import dev.stencil.core.domain.session.RefreshState.Rotation;
import dev.stencil.core.domain.session.Session;
import dev.stencil.core.port.Storage;
import java.time.Instant;
import java.util.List;

/** Accounts and sessions that no other test has. */
final class SomeAccounts {
    static final Instant NOW = Instant.parse("2027-01-01T00:00:00.123Z");
    static final Instant LATER = NOW.plusSeconds(1);

    private SomeAccounts() {}

    /** Added and closed. */
    static User closed(Storage storage, String name) {
        User user = Fixtures.user(name);
        storage.users().add(user);
        User closed = user.with(user.access().closed(NOW), NOW);
        if (!storage.users().replace(user, closed)) {
            throw new IllegalStateException("the account has changed meanwhile");
        }
        return closed;
    }

    static Session session(Id user) {
        RefreshState state = new RefreshState("family", "first hash", List.of());
        return new Session(SessionId.of(Fixtures.id()), user, 0, Client.at("192.0.2.7"), state, NOW, NOW, LATER);
    }

    static Session refreshed(Session session, String hash) {
        Rotation rotation = new Rotation(session.refresh().currentHash(), "salt", NOW);
        RefreshState state = new RefreshState("family", hash, List.of(rotation));
        return session.refreshed(state, LATER, LATER.plusSeconds(1));
    }
}
