package dev.stencil.contract.session;

import static dev.stencil.contract.fixture.Described.assertThat;

import dev.stencil.contract.fixture.Fixtures;
import dev.stencil.contract.fixture.StorageUnderTest;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.SessionId;
import dev.stencil.core.domain.session.Session;
import dev.stencil.core.port.SessionRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What a {@link SessionRepository} promises where many sessions are removed at once. */
public interface SessionRemovalContract extends StorageUnderTest {
    /** One of each epoch. */
    private List<Session> stored(Id user, long... epochs) {
        List<Session> stored =
                LongStream.of(epochs).mapToObj(epoch -> Fixtures.session(user, epoch)).toList();
        stored.forEach(sessions()::add);
        return stored;
    }

    @Test
    default void allButTheLatestAreRemoved() {
        Id user = Fixtures.id();
        List<Session> other = stored(Fixtures.id(), 0, 0);
        List<Session> stored = stored(user, 0, 0, 0, 0);
        sessions().removeAllBut(user, 4);
        assertThat(sessions().list(user, 10)).isEqualTo(stored.reversed());
        sessions().revoke(user, SessionId.ofToken("kept"), Fixtures.now().plusSeconds(60));
        sessions().removeAllBut(user, 2);
        assertThat(sessions().list(user, 10)).containsExactly(stored.get(3), stored.get(2));
        assertThat(sessions().isRevoked(user, SessionId.ofToken("kept"))).isTrue();
        assertThat(sessions().list(other.getFirst().user(), 10)).isEqualTo(other.reversed());
    }

    @Test
    default void thoseOfEarlierEpochsAreRemovedButForTheSurvivor() {
        Id user = Fixtures.id();
        List<Session> other = stored(Fixtures.id(), 0);
        List<Session> stored = stored(user, 0, 1, 1, 2, 3);
        sessions().revoke(user, SessionId.ofToken("kept"), Fixtures.now().plusSeconds(60));
        sessions().removeEarlier(user, 2, Optional.of(stored.get(1).id()));
        assertThat(sessions().list(user, 10)).containsExactly(stored.get(4), stored.get(3), stored.get(1));
        sessions().removeEarlier(user, 3, Optional.of(SessionId.ofToken("survivor")));
        assertThat(sessions().list(user, 10)).containsExactly(stored.get(4));
        sessions().removeEarlier(user, 9, Optional.empty());
        assertThat(sessions().list(user, 10)).isEmpty();
        assertThat(sessions().isRevoked(user, SessionId.ofToken("kept"))).isTrue();
        assertThat(sessions().list(other.getFirst().user(), 10)).isEqualTo(other);
    }

    @Test
    default void allThatIsKeptOfAUserIsRemovedInPortions() {
        Id user = Fixtures.id();
        List<Session> other = stored(Fixtures.id(), 0);
        stored(user, 0, 0, 0);
        SessionId token = SessionId.ofToken("a token");
        sessions().revoke(user, token, Fixtures.now().plusSeconds(60));
        assertThat(sessions().removeAll(user, 3)).isEqualTo(3);
        assertThat(sessions().removeAll(user, 3)).isEqualTo(1);
        assertThat(sessions().removeAll(user, 3)).isZero();
        assertThat(sessions().list(user, 10)).isEmpty();
        assertThat(sessions().isRevoked(user, token)).isFalse();
        assertThat(sessions().list(other.getFirst().user(), 10)).isEqualTo(other);
    }

    @Test
    default void whatHasExpiredIsRemovedInPortions() {
        // Long before anything else that is kept expires.
        Instant then = Instant.parse("2001-01-01T00:00:00Z");
        while (sessions().removeExpired(then, 100) > 0) {
            // What another run left.
        }
        Id user = Fixtures.id();
        List<Session> stored = stored(user, 0, 0, 0);
        Id another = Fixtures.id();
        for (Session session : stored) {
            Session old = session.used(then, then);
            sessions().add(new Session(
                    SessionId.of(Fixtures.id()), another, 0, old.client(), old.refresh(), then, then, then));
        }
        SessionId token = SessionId.ofToken("of " + another);
        sessions().revoke(another, token, then);
        assertThat(sessions().removeExpired(then.minusMillis(1), 2)).isZero();
        assertThat(sessions().removeExpired(then, 2)).isEqualTo(2);
        assertThat(sessions().removeExpired(then, 3)).isEqualTo(2);
        assertThat(sessions().removeExpired(then, 3)).isZero();
        assertThat(sessions().list(another, 10)).isEmpty();
        assertThat(sessions().isRevoked(another, token)).isFalse();
        assertThat(sessions().list(user, 10)).hasSize(3);
    }
}
