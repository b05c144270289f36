package dev.stencil.adapter.mongo;

import static dev.stencil.adapter.mongo.SomeAccounts.LATER;
import static dev.stencil.adapter.mongo.SomeAccounts.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.contract.fixture.FaultProxy;
import dev.stencil.contract.fixture.FaultProxy.Moment;
import dev.stencil.contract.fixture.Fixtures;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.SessionId;
import dev.stencil.core.domain.account.Tombstone;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.session.Session;
import dev.stencil.core.port.Storage;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A connection that is cut leaves a caller in doubt; calling again is harmless. */
@Timeout(60)
class LostReplyTest {
    @AutoClose
    private final TestDatabase database = new TestDatabase();
    @AutoClose
    private final FaultProxy proxy = TestDatabase.proxy();
    @AutoClose
    private final Storage storage = MongoStorage.open(database.uriThrough(proxy));

    /** The driver itself makes the call again where the server remembers what it has done. */
    private void cut(String request, Moment moment, Runnable call) {
        proxy.cutOnce(request, moment);
        try {
            call.run();
        } catch (Failure.Unavailable lost) {
            assertThat(lost.getMessage()).doesNotContain("hash");
        }
        assertThat(proxy.isCutPending()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"BEFORE_REQUEST", "BEFORE_REPLY"})
    void aRefreshIsMadeOnce(Moment moment) {
        Session session = SomeAccounts.session(Fixtures.id());
        storage.sessions().add(session);
        Session refreshed = SomeAccounts.refreshed(session, "second hash");
        cut("second hash", moment, () -> storage.sessions().refresh(session, refreshed));
        storage.sessions().refresh(session, refreshed);
        assertThat(storage.sessions().find(session.user(), session.id())).contains(refreshed);
        assertThat(storage.sessions().refresh(session, SomeAccounts.refreshed(session, "third hash"))).isFalse();
        assertThat(storage.sessions().find(session.user(), session.id())).contains(refreshed);
    }

    @ParameterizedTest
    @EnumSource(names = {"BEFORE_REQUEST", "BEFORE_REPLY"})
    void aSessionAndARevokedTokenAreAddedOnce(Moment moment) {
        Session session = SomeAccounts.session(Fixtures.id());
        cut("first hash", moment, () -> storage.sessions().add(session));
        storage.sessions().add(session);
        SessionId token = SessionId.ofToken("any");
        cut("jti:", moment, () -> storage.sessions().revoke(session.user(), token, LATER));
        storage.sessions().revoke(session.user(), token, LATER);
        assertThat(storage.sessions().find(session.user(), session.id())).contains(session);
        assertThat(storage.sessions().isRevoked(session.user(), token)).isTrue();
        assertThat(database.collection("sessions").countDocuments()).isEqualTo(2);
    }

    static Stream<String> stepsOfADeletion() {
        return Stream.of("deleted:", "stencil.twin", "ada\0\u0007stencil.id");
    }

    @ParameterizedTest
    @MethodSource("stepsOfADeletion")
    void aDeletionThatIsBrokenOffIsFinishedByTheNext(String step) {
        for (Moment moment : Moment.values()) {
            User closed = SomeAccounts.closed(storage, "Ada");
            cut(step, moment, () -> storage.users().delete(closed, NOW));
            assertThat(storage.users().find(closed.id()).isEmpty() && storage.users().tombstones(NOW, 9).isEmpty())
                    .as("gone without a tombstone")
                    .isFalse();
            storage.users().delete(closed, NOW);
            assertThat(storage.users().find(closed.id())).isEmpty();
            assertThat(storage.users().tombstones(NOW, 9)).containsExactly(new Tombstone(closed.id(), NOW));
            storage.users().removeTombstone(closed.id());
            assertThat(database.users().countDocuments()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BEFORE_REQUEST", "BEFORE_REPLY"})
    void aPasswordIsReplacedOnce(Moment moment) {
        User user = Fixtures.user("Ada");
        storage.users().add(user);
        User changed = user.withPassword("second hash", SessionId.ofToken("any"), LATER);
        cut("second hash", moment, () -> storage.users().replace(user, changed));
        storage.users().replace(user, changed);
        assertThat(storage.users().find(user.id())).contains(changed);
        assertThat(storage.users().replace(user, user.rehashed("third hash", LATER))).isFalse();
        assertThat(storage.users().find(user.id())).contains(changed);
    }
}
