package dev.stencil.core.usecase;

import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.REVOKED;
import static dev.stencil.core.usecase.Refused.assertRefused;
import static dev.stencil.core.usecase.Service.HERE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stencil.core.domain.Event;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.SteadyClock;
import dev.stencil.core.domain.session.Session;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ManageSessionsTest {
    @AutoClose
    private final Service service = new Service();

    /** Asks anew: what was remembered of it must be forgotten. */
    private void assertCounts(Caller caller) {
        assertThat(service.again(caller).id()).isEqualTo(caller.id());
    }

    private void assertEnded(Caller caller) {
        assertRefused(REVOKED, () -> service.again(caller));
    }

    private Caller ofTheOriginal(String jti, Duration ago) {
        return service.caller(
                service.tokens.ofTheOriginal("alice", jti, service.clock.instant().minus(ago)));
    }

    @Test
    void whoLogsOutIsOutAndNobodyElseIs() {
        Caller first = service.registered("alice");
        Caller second = service.signedIn("alice");
        service.core.manageSessions().endCurrent(first);
        assertEnded(first);
        assertCounts(second);
        assertThat(service.core.manageSessions().list(second)).extracting(Session::id)
                .containsExactly(second.session());
        assertThat(service.events).endsWith(new Event.SessionEnded(first.id(), first.session(), HERE.address()));
    }

    @Test
    void aSessionIsEndedByItsId() {
        service.register("alice");
        service.register("bob");
        Caller first = service.signedIn("alice");
        Caller second = service.signedIn("alice");
        Caller bob = service.signedIn("bob");
        assertThatExceptionOfType(Failure.NotFound.class)
                .isThrownBy(() -> service.core.manageSessions().end(bob, first.session()));
        assertCounts(first);
        service.core.manageSessions().end(second, first.session());
        assertEnded(first);
        assertThatExceptionOfType(Failure.NotFound.class)
                .isThrownBy(() -> service.core.manageSessions().end(second, first.session()));
    }

    @Test
    void allOthersEnd() {
        service.register("alice");
        service.clock.move(Duration.ofSeconds(10));
        Caller first = service.signedIn("alice");
        Caller second = service.signedIn("alice");
        Caller original = ofTheOriginal("one", Duration.ofSeconds(1));
        service.core.manageSessions().endOthers(first);
        assertCounts(first);
        assertEnded(second);
        assertEnded(original);
        assertThat(service.core.manageSessions().list(first)).extracting(Session::id).containsExactly(first.session());
        assertThat(service.storage.sessions().list(first.id(), 9)).hasSize(1);

        Caller third = service.signedIn("alice");
        service.core.manageSessions().endOthers(third);
        assertEnded(first);
        assertCounts(third);
    }

    @Test
    void allEnd() {
        Caller first = service.registered("alice");
        Caller second = service.signedIn("alice");
        service.core.manageSessions().endAll(first);
        assertEnded(first);
        assertEnded(second);
        assertCounts(service.signedIn("alice"));
    }

    @Test
    void aTokenOfTheOriginalIsLoggedOutByItself() {
        service.register("alice");
        Caller one = ofTheOriginal("one", Duration.ZERO);
        Caller other = ofTheOriginal("other", Duration.ZERO);
        service.core.manageSessions().endCurrent(one);
        assertEnded(one);
        assertCounts(other);
        assertThat(service.core.manageSessions().list(other)).isEmpty();
    }

    @Test
    void aTokenOfTheOriginalCanBeTheOneThatGoesOn() {
        service.register("alice");
        service.clock.move(Duration.ofSeconds(10));
        Caller one = ofTheOriginal("one", Duration.ofSeconds(2));
        Caller other = ofTheOriginal("other", Duration.ofSeconds(2));
        Caller session = service.signedIn("alice");
        service.core.manageSessions().endOthers(one);
        assertCounts(one);
        assertEnded(other);
        assertEnded(session);
        service.clock.move(SteadyClock.SKEW.plusSeconds(1));
        assertCounts(ofTheOriginal("later", Duration.ZERO));
    }

    /** The clock that it was issued by may be that much ahead. */
    @Test
    void aTokenOfTheOriginalThatIsIssuedAheadOfTheClockEndsToo() {
        Caller asks = service.registered("alice");
        Caller ahead = ofTheOriginal("ahead", SteadyClock.SKEW.negated());
        Caller spared = ofTheOriginal("spared", SteadyClock.SKEW.negated());
        service.core.manageSessions().endOthers(spared);
        assertEnded(ahead);
        assertCounts(spared);
        Caller later = service.signedIn("alice");
        assertCounts(later);
        service.core.manageSessions().endAll(later);
        assertEnded(spared);
        assertEnded(asks);
        assertCounts(service.signedIn("alice"));
    }

    @Test
    void whoWasEndedByAnotherDoesNotEndTheOther() throws Exception {
        service.register("alice");
        for (int round = 0; round < 200; round++) {
            Caller first = service.signedIn("alice");
            Caller second = service.signedIn("alice");
            List<Caller> both = List.of(first, second);
            assertThat(AtOnce.run(2, i -> AtOnce.refused(() -> service.core.manageSessions().endOthers(both.get(i)))))
                    .containsExactlyInAnyOrder(true, false);
            assertThat(service.storage.sessions().list(first.id(), 9)).hasSize(1);
        }
    }
}
