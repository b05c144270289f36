package dev.stencil.core.usecase;

import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.CREDENTIALS;
import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.REVOKED;
import static dev.stencil.core.usecase.Refused.assertInvalid;
import static dev.stencil.core.usecase.Refused.assertRefused;
import static dev.stencil.core.usecase.Refused.assertThrottled;
import static dev.stencil.core.usecase.Service.HERE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.core.domain.Event;
import dev.stencil.core.domain.SteadyClock;
import dev.stencil.core.domain.account.User;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ChangePasswordTest {
    @AutoClose
    private final Service service = new Service();
    private final User alice = service.register("alice");
    private final Caller caller = service.signedIn("alice");

    @Test
    void theNewPasswordIsGoodAndTheOldOneIsNot() {
        service.core.changePassword().change(caller, "pass", "word");
        assertRefused(CREDENTIALS, () -> service.signIn("alice"));
        assertThat(service.core.signIn().signIn("alice", "word", HERE)).isNotNull();
        assertThat(service.events)
                .contains(new Event.PasswordChanged(alice.id(), caller.session(), HERE.address()));
    }

    @Test
    void allOtherSessionsAndTokensEnd() {
        Grant other = service.signIn("alice");
        String original = service.tokens.ofTheOriginal("alice", "j", service.clock.instant());
        String ahead = service.tokens.ofTheOriginal("alice", "k", service.clock.instant().plus(SteadyClock.SKEW));
        service.caller(original);
        service.caller(ahead);
        service.caller(other);
        service.core.changePassword().change(caller, "pass", "word");
        assertRefused(REVOKED, () -> service.caller(ahead));
        assertRefused(REVOKED, () -> service.caller(other));
        assertRefused(REVOKED, () -> service.core.refreshSession().refresh(other.refreshToken(), HERE));
        assertRefused(REVOKED, () -> service.caller(original));
        assertThat(service.again(caller).id()).isEqualTo(alice.id());
        assertThat(service.caller(service.core.signIn().signIn("alice", "word", HERE)).id()).isEqualTo(alice.id());
    }

    @Test
    void aWrongCurrentPasswordIsAGuess() {
        for (int i = 0; i < 5; i++) {
            assertRefused(CREDENTIALS, () -> service.core.changePassword().change(caller, "wrong", "word"));
        }
        assertThrottled(() -> service.core.changePassword().change(caller, "pass", "word"));
        assertThat(service.events).contains(new Event.PasswordRefused(alice.id(), caller.session(), HERE.address()));
    }

    @Test
    void theRulesForNewPasswordsHold() {
        assertInvalid("/new_password", () -> service.core.changePassword().change(caller, "pass", "new"));
        assertInvalid("/current_password", () -> service.core.changePassword().change(caller, "\ud800", "word"));
    }

    @Test
    void aSignInThatReadTheOldPasswordLeavesNoSessionThatCounts() {
        AtomicReference<Runnable> change = new AtomicReference<>(() -> {});
        service.hasher.during = () -> change.getAndSet(() -> {}).run();
        change.set(() -> {
            User now = service.user("alice");
            service.storage.users().replace(
                    now, now.withPassword("new:word", caller.session(), service.clock.instant()));
        });
        Grant late = service.signIn("alice");
        assertRefused(REVOKED, () -> service.caller(late));
        assertRefused(REVOKED, () -> service.core.refreshSession().refresh(late.refreshToken(), HERE));
    }

    @Test
    void aHashThatIsUpgradedMeanwhileDoesNotUndoTheChange() {
        AtomicReference<Runnable> upgrade = new AtomicReference<>(() -> {
            User now = service.user("alice");
            service.storage.users().replace(now, now.rehashed("old:pass", service.clock.instant()));
        });
        service.hasher.during = () -> upgrade.getAndSet(() -> {}).run();
        service.core.changePassword().change(caller, "pass", "word");
        assertThat(service.user("alice").passwordHash()).isEqualTo("new:word");
    }

    @Test
    void whoseSessionEndsMeanwhileChangesNothing() {
        AtomicReference<Runnable> ending =
                new AtomicReference<>(() -> service.core.manageSessions().endAll(caller));
        service.hasher.during = () -> ending.getAndSet(() -> {}).run();
        assertRefused(REVOKED, () -> service.core.changePassword().change(caller, "pass", "word"));
        assertThat(service.user("alice").passwordHash()).isEqualTo("new:pass");
    }
}
