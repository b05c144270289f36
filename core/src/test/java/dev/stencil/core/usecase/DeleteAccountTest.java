package dev.stencil.core.usecase;

import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.CREDENTIALS;
import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.UNKNOWN_USER;
import static dev.stencil.core.usecase.Refused.assertRefused;
import static dev.stencil.core.usecase.Refused.assertThrottled;
import static dev.stencil.core.usecase.Service.HERE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stencil.core.domain.Event;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.ContentLimits;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class DeleteAccountTest {
    private final FailingStorage storage = new FailingStorage();
    @AutoClose
    private final Service service = new Service(storage);
    private final ManageTemplates templates = service.core.manageTemplates();
    private final User alice = service.register("alice");
    private final Grant grant = service.signIn("alice");
    private final Caller caller = service.caller(grant);

    private void create(Id owner, Object value) {
        templates.create(owner, Content.of(value, ContentLimits.DEFAULT));
    }

    private void assertNothingIsLeft() {
        assertThat(storage.users().find(alice.id())).isEmpty();
        assertThat(storage.sessions().list(alice.id(), 9)).isEmpty();
        assertThat(storage.templates().count(alice.id(), 9)).isZero();
        assertThat(storage.users().tombstones(service.clock.instant(), 9)).isEmpty();
    }

    @Test
    void anAccountGoesWithAllThatBelongsToIt() {
        for (long i = 0; i < 1_200; i++) {
            create(alice.id(), i);
        }
        service.core.deleteAccount().delete(caller, "pass");
        assertThat(storage.templates().count(alice.id(), 9)).isZero();
        assertRefused(UNKNOWN_USER, () -> service.caller(grant));
        assertRefused(CREDENTIALS, () -> service.signIn("alice"));
        assertThat(service.events)
                .contains(
                        new Event.AccountClosed(alice.id(), caller.session(), HERE.address()),
                        new Event.AccountDeleted(alice.id()));
        service.clock.move(Sweep.REST);
        service.core.sweep().run();
        assertNothingIsLeft();
    }

    @Test
    void theNameIsFreeAndItsNextBearerSeesNothingOfTheFirst() {
        create(alice.id(), "mine");
        service.core.deleteAccount().delete(caller, "pass");
        User next = service.register("alice");
        create(alice.id(), "late");
        assertThat(templates.list(next.id(), null, 9).items()).isEmpty();
        assertRefused(UNKNOWN_USER, () -> service.caller(grant));
        service.clock.move(Sweep.REST.minusMillis(1));
        service.core.sweep().run();
        assertThat(storage.templates().count(alice.id(), 9)).isEqualTo(1);
        service.clock.move(Duration.ofMillis(1));
        service.core.sweep().run();
        assertNothingIsLeft();
        assertThat(storage.users().find(next.id())).contains(next);
    }

    @Test
    void whatWasInterruptedIsFinishedByTheSweep() {
        create(alice.id(), "mine");
        storage.failing.add("delete");
        assertThatExceptionOfType(Failure.Unavailable.class)
                .isThrownBy(() -> service.core.deleteAccount().delete(caller, "pass"));
        assertRefused(UNKNOWN_USER, () -> service.caller(grant));
        assertRefused(CREDENTIALS, () -> service.signIn("alice"));
        assertThatExceptionOfType(Failure.Conflict.class).isThrownBy(() -> service.register("alice"));
        storage.failing.clear();
        service.core.sweep().run();
        service.register("alice");
        service.clock.move(Sweep.REST);
        service.core.sweep().run();
        assertNothingIsLeft();
    }

    @Test
    void whatIsInTheWayOfOneDeletionIsInTheWayOfNoOther() {
        service.core.deleteAccount().delete(caller, "pass");
        service.register("stuck");
        storage.failing.add("delete");
        assertThatExceptionOfType(Failure.Unavailable.class)
                .isThrownBy(() -> service.core.deleteAccount().delete(service.signedIn("stuck"), "pass"));
        service.clock.move(Sweep.REST);
        assertThatExceptionOfType(Failure.Unavailable.class).isThrownBy(service.core.sweep()::run);
        assertNothingIsLeft();
    }

    @Test
    void norIsAnErrorInOne() {
        service.core.deleteAccount().delete(caller, "pass");
        service.clock.move(Sweep.REST);
        AtomicBoolean first = new AtomicBoolean(true);
        storage.during = method -> {
            if (first.getAndSet(false)) {
                throw new StackOverflowError("injected");
            }
        };
        assertThatExceptionOfType(StackOverflowError.class).isThrownBy(service.core.sweep()::run);
        storage.during = method -> {};
        assertNothingIsLeft();
    }

    @Test
    void aWrongPasswordIsAGuessAndDeletesNothing() {
        for (int i = 0; i < 5; i++) {
            assertRefused(CREDENTIALS, () -> service.core.deleteAccount().delete(caller, "wrong"));
        }
        assertThrottled(() -> service.core.deleteAccount().delete(caller, "pass"));
        assertThat(storage.users().find(alice.id())).contains(alice);
    }

    @Test
    void theSweepRemovesSessionsThatHaveExpired() {
        service.clock.move(Duration.ofDays(30).minusMillis(1));
        service.core.sweep().run();
        assertThat(storage.sessions().list(alice.id(), 9)).hasSize(1);
        service.clock.move(Duration.ofMillis(1));
        service.core.sweep().run();
        assertThat(storage.sessions().list(alice.id(), 9)).isEmpty();
    }
}
