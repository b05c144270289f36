package dev.stencil.contract.session;

import static dev.stencil.contract.fixture.Concurrently.race;
import static dev.stencil.contract.fixture.Concurrently.winner;
import static dev.stencil.contract.fixture.Described.assertThat;

import dev.stencil.contract.fixture.Concurrently;
import dev.stencil.contract.fixture.Concurrently.Outcome;
import dev.stencil.contract.fixture.Fixtures;
import dev.stencil.contract.fixture.StorageUnderTest;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.session.Session;
import dev.stencil.core.port.SessionRepository;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a {@link SessionRepository} promises where several do something with one session at once. */
public interface SessionRaceContract extends StorageUnderTest {
    @Test
    default void ofManyRefreshesOfOneSessionOneWins() throws Exception {
        for (int round = 0; round < Concurrently.MANY_ROUNDS; round++) {
            Session session = begun(Fixtures.id());
            List<Outcome<Optional<Session>>> outcomes = race(i -> {
                Session refreshed = Fixtures.refreshed(session);
                return () -> sessions().refresh(session, refreshed) ? Optional.of(refreshed) : Optional.empty();
            });
            assertThat(sessions().find(session.user(), session.id())).isEqualTo(outcomes.get(winner(outcomes)).value());
        }
    }

    @Test
    default void aSessionThatIsRemovedWhileItIsRefreshedAndUsedIsGone() throws Exception {
        for (int round = 0; round < Concurrently.MANY_ROUNDS; round++) {
            Session session = begun(Fixtures.id());
            winner(race(i -> {
                Session refreshed = Fixtures.refreshed(session);
                return switch (i % 3) {
                    case 0 -> () -> {
                        sessions().refresh(session, refreshed);
                        return false;
                    };
                    case 1 -> () -> {
                        sessions().touch(
                                session.user(), session.id(), session.lastUsed().plusSeconds(i), session.expires());
                        return false;
                    };
                    default -> () -> sessions().remove(session.user(), session.id());
                };
            }));
            assertThat(sessions().find(session.user(), session.id())).isEmpty();
            assertThat(sessions().list(session.user(), 10)).isEmpty();
        }
    }

    @Test
    default void manySessionsThatBeginAtOnceAreAllThere() throws Exception {
        Id user = Fixtures.id();
        assertThat(race(i -> () -> begun(user)))
                .allSatisfy(outcome -> assertThat(outcome.failure()).isNull());
        assertThat(sessions().list(user, 100)).hasSize(Concurrently.RUNNERS);
    }
}
