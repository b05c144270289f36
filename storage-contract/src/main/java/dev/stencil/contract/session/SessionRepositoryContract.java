package dev.stencil.contract.session;

import static dev.stencil.contract.fixture.Described.assertThat;

import dev.stencil.contract.fixture.Fixtures;
import dev.stencil.contract.fixture.StorageUnderTest;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.SessionId;
import dev.stencil.core.domain.session.Session;
import dev.stencil.core.port.SessionRepository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a {@link SessionRepository} promises of sessions that are kept, and of revoked tokens. */
public interface SessionRepositoryContract extends StorageUnderTest {
    @Test
    default void anAddedSessionIsFoundAsItWas() {
        Session session = stored(Fixtures.session(Fixtures.id(), Long.MAX_VALUE));
        assertThat(sessions().find(session.user(), session.id())).contains(session);
    }

    @Test
    default void aSessionOfAnotherUserIsNotFound() {
        Session session = begun(Fixtures.id());
        Id other = Fixtures.id();
        assertThat(sessions().find(other, session.id())).isEmpty();
        assertThat(sessions().remove(other, session.id())).isFalse();
        sessions().touch(other, session.id(), Fixtures.now().plusSeconds(9), session.expires().plusSeconds(9));
        assertThat(sessions().find(session.user(), session.id())).contains(session);
        assertThat(sessions().find(session.user(), SessionId.of(Fixtures.id()))).isEmpty();
        assertThat(sessions().find(session.user(), SessionId.ofToken("unknown"))).isEmpty();
    }

    @Test
    default void aSessionThatIsAddedAgainStaysAsItIs() {
        Session session = begun(Fixtures.id());
        Session refreshed = Fixtures.refreshed(session);
        sessions().refresh(session, refreshed);
        sessions().add(session);
        assertThat(sessions().find(session.user(), session.id())).contains(refreshed);
    }

    @Test
    default void theLatestSessionsAreListedFirst() {
        Id user = Fixtures.id();
        List<Session> stored = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            stored.addFirst(begun(user));
            begun(Fixtures.id());
        }
        assertThat(sessions().list(user, 10)).isEqualTo(stored);
        assertThat(sessions().list(user, 3)).isEqualTo(stored.subList(0, 3));
        assertThat(sessions().list(Fixtures.id(), 10)).isEmpty();
    }

    @Test
    default void aRefreshIsStoredIfTheCurrentHashIsTheExpectedOne() {
        Session session = begun(Fixtures.id());
        Session refreshed = Fixtures.refreshed(session);
        assertThat(sessions().refresh(refreshed, Fixtures.refreshed(refreshed))).isFalse();
        assertThat(sessions().find(session.user(), session.id())).contains(session);
        assertThat(sessions().refresh(session, refreshed)).isTrue();
        assertThat(sessions().find(session.user(), session.id())).contains(refreshed);
        assertThat(sessions().refresh(session, Fixtures.refreshed(session))).isFalse();
        assertThat(sessions().find(session.user(), session.id())).contains(refreshed);
    }

    @Test
    default void aSessionThatIsGoneDoesNotComeBack() {
        Session session = begun(Fixtures.id());
        assertThat(sessions().remove(session.user(), session.id())).isTrue();
        assertThat(sessions().remove(session.user(), session.id())).isFalse();
        assertThat(sessions().refresh(session, Fixtures.refreshed(session))).isFalse();
        sessions().touch(session.user(), session.id(), Fixtures.now().plusSeconds(9), session.expires());
        assertThat(sessions().find(session.user(), session.id())).isEmpty();
        assertThat(sessions().list(session.user(), 10)).isEmpty();
    }

    @Test
    default void aUseIsStoredIfItIsTheLatest() {
        Session session = begun(Fixtures.id());
        Instant used = session.lastUsed().plusSeconds(60);
        Instant expires = session.expires().plusSeconds(60);
        sessions().touch(session.user(), session.id(), used, expires);
        assertThat(sessions().find(session.user(), session.id())).contains(session.used(used, expires));
        sessions().touch(session.user(), session.id(), used.minusMillis(1), expires.minusMillis(1));
        assertThat(sessions().find(session.user(), session.id())).contains(session.used(used, expires));
    }

    @Test
    default void aUseAndARefreshDoNotUndoEachOther() {
        Session session = begun(Fixtures.id());
        sessions().touch(session.user(), session.id(), session.lastUsed().plusMillis(1), session.expires());
        Session refreshed = Fixtures.refreshed(session);
        assertThat(sessions().refresh(session, refreshed)).isTrue();
        Instant used = refreshed.lastUsed().plusSeconds(60);
        sessions().touch(session.user(), session.id(), used, refreshed.expires());
        assertThat(sessions().find(session.user(), session.id()))
                .contains(refreshed.used(used, refreshed.expires()));
    }

    @Test
    default void aRevokedTokenIsRevokedForItsUserAlone() {
        Id user = Fixtures.id();
        SessionId token = SessionId.ofToken("a token of " + user);
        assertThat(sessions().isRevoked(user, token)).isFalse();
        sessions().revoke(user, token, Fixtures.now().plusSeconds(60));
        sessions().revoke(user, token, Fixtures.now().plusSeconds(60));
        assertThat(sessions().isRevoked(user, token)).isTrue();
        assertThat(sessions().isRevoked(Fixtures.id(), token)).isFalse();
        assertThat(sessions().isRevoked(user, SessionId.ofToken("another"))).isFalse();
        assertThat(sessions().list(user, 10)).isEmpty();
        assertThat(sessions().find(user, token)).isEmpty();
    }
}
