package dev.stencil.adapter.mongo;

import static dev.stencil.adapter.mongo.SomeAccounts.LATER;
import static dev.stencil.adapter.mongo.SomeAccounts.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.contract.fixture.Concurrently;
import dev.stencil.contract.fixture.Concurrently.Outcome;
import dev.stencil.contract.fixture.Fixtures;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.session.Session;
import dev.stencil.core.port.Storage;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two processes on one database, as far as it can tell. */
@Timeout(60)
class TwoProcessesTest {
    private static final int ROUNDS = 8;

    private final TestDatabase database = new TestDatabase();
    private final List<Storage> processes =
            List.of(MongoStorage.open(database.uri()), MongoStorage.open(database.uri()));
    private final Storage one = processes.getFirst();

    @AfterEach
    void close() {
        processes.forEach(Storage::close);
        database.close();
    }

    private interface Action<T> {
        T call(Storage process) throws Exception;
    }

    private <T> List<T> onBoth(Action<T> action) throws Exception {
        List<Outcome<T>> outcomes = Concurrently.race(i -> () -> action.call(processes.get(i % processes.size())));
        assertThat(outcomes).extracting(Outcome::failure).containsOnlyNulls();
        return outcomes.stream().map(Outcome::value).toList();
    }

    @Test
    void aNameThatIsFreedIsGivenToOneAndTheAccountIsNeverGoneWithoutATombstone() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            User closed = SomeAccounts.closed(one, "ada " + round);
            List<Boolean> registered = onBoth(process -> {
                if (process.equals(one)) {
                    process.users().delete(closed, NOW);
                }
                boolean freed = process.users().find(closed.id()).isEmpty();
                assertThat(freed && process.users().tombstones(NOW, 9).isEmpty()).isFalse();
                try {
                    process.users().add(Fixtures.user(closed.name().text()));
                    return true;
                } catch (Failure.Conflict taken) {
                    return false;
                }
            });
            assertThat(registered).containsOnlyOnce(true);
            assertThat(one.users().tombstones(NOW, 9)).hasSize(1);
            one.users().removeTombstone(closed.id());
            assertThat(database.users().countDocuments()).isEqualTo(round + 1L);
        }
    }

    @Test
    void whoIsToldThatNoneAreLeftIsToldTheTruth() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Id user = Fixtures.id();
            for (int i = 0; i < 30; i++) {
                one.sessions().add(SomeAccounts.session(user));
            }
            assertThat(onBoth(process -> {
                while (process.sessions().removeAll(user, 10) == 10) {
                    // Until none are left.
                }
                return process.sessions().list(user, 10).size();
            })).containsOnly(0);
        }
    }

    @Test
    void aUseNeverTakesBackALaterOne() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Session session = SomeAccounts.session(Fixtures.id());
            one.sessions().add(session);
            onBoth(process -> {
                for (int seconds = 1; seconds <= 10; seconds++) {
                    Instant used = NOW.plusSeconds(seconds);
                    process.sessions().touch(session.user(), session.id(), used, used);
                    assertThat(process.sessions().find(session.user(), session.id()).orElseThrow().lastUsed())
                            .isAfterOrEqualTo(used);
                }
                return true;
            });
        }
    }

    @Test
    void aSessionThatIsUsedInTimeIsNotRemovedWithTheExpired() throws Exception {
        for (int round = 0; round < 5 * ROUNDS; round++) {
            Session session = SomeAccounts.session(Fixtures.id());
            one.sessions().add(session);
            List<Boolean> inTime = onBoth(process -> {
                if (process.equals(one)) {
                    process.sessions().touch(session.user(), session.id(), LATER, LATER.plusSeconds(60));
                    return process.sessions().find(session.user(), session.id()).isPresent();
                }
                process.sessions().removeExpired(LATER, 10);
                return false;
            });
            assertThat(one.sessions().find(session.user(), session.id()).isPresent()).isEqualTo(inTime.contains(true));
            one.sessions().removeAll(session.user(), 10);
        }
    }
}
