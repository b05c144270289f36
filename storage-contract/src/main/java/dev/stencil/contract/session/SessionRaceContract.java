package dev.stencil.contract.session;

import static dev.stencil.contract.fixture.Described.assertThat;

import dev.stencil.contract.fixture.Concurrently;
import dev.stencil.contract.fixture.Fixtures;
import dev.stencil.contract.fixture.StorageUnderTest;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.session.Session;
import dev.stencil.core.port.SessionRepository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What a {@link SessionRepository} promises where several do something with one session at once. */
public interface SessionRaceContract extends StorageUnderTest {
    private SessionRepository sessions() {
        return storage().sessions();
    }

    private Session stored() {
        Session session = Fixtures.session(Fixtures.id());
        sessions().add(session);
        return session;
    }

    @Test
    default void ofManyRefreshesOfOneSessionOneWins() throws Exception {
        for (int round = 0; round < Concurrently.MANY_ROUNDS; round++) {
            Session session = stored();
            List<Callable<Optional<Session>>> runners = new ArrayList<>();
            for (int i = 0; i < Concurrently.RUNNERS; i++) {
                Session refreshed = Fixtures.refreshed(session);
                runners.add(() -> sessions().refresh(session, refreshed) ? Optional.of(refreshed) : Optional.empty());
            }
            List<Optional<Session>> won = Concurrently.run(runners).stream()
                    .map(Concurrently.Outcome::value)
                    .filter(value -> value != null && value.isPresent())
                    .toList();
            assertThat(won).as("one of all that came at once wins").hasSize(1);
            assertThat(sessions().find(session.user(), session.id())).isEqualTo(won.getFirst());
        }
    }

    @Test
    default void aSessionThatIsRemovedWhileItIsRefreshedAndUsedIsGone() throws Exception {
        for (int round = 0; round < Concurrently.MANY_ROUNDS; round++) {
            Session session = stored();
            List<Callable<Boolean>> runners = new ArrayList<>();
            for (int i = 0; i < Concurrently.RUNNERS / 3; i++) {
                Session refreshed = Fixtures.refreshed(session);
                Instant used = session.lastUsed().plusSeconds(i);
                runners.add(() -> {
                    sessions().refresh(session, refreshed);
                    return false;
                });
                runners.add(() -> {
                    sessions().touch(session.user(), session.id(), used, session.expires());
                    return false;
                });
                runners.add(() -> sessions().remove(session.user(), session.id()));
            }
            assertThat(Concurrently.run(runners)).extracting(Concurrently.Outcome::value)
                    .filteredOn(Boolean.TRUE::equals).hasSize(1);
            assertThat(sessions().find(session.user(), session.id())).isEmpty();
            assertThat(sessions().list(session.user(), 10)).isEmpty();
        }
    }

    @Test
    default void manySessionsThatBeginAtOnceAreAllThere() throws Exception {
        Id user = Fixtures.id();
        List<Callable<Id>> runners = new ArrayList<>();
        for (int i = 0; i < Concurrently.RUNNERS; i++) {
            runners.add(() -> {
                sessions().add(Fixtures.session(user));
                return user;
            });
        }
        assertThat(Concurrently.run(runners)).allSatisfy(outcome -> assertThat(outcome.failure()).isNull());
        assertThat(sessions().list(user, 100)).hasSize(Concurrently.RUNNERS);
    }
}
