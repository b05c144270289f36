package dev.stencil.core.usecase;

import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.CREDENTIALS;
import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.REVOKED;
import static dev.stencil.core.usecase.Refused.assertRefused;
import static dev.stencil.core.usecase.Refused.assertThrottled;
import static dev.stencil.core.usecase.Service.HERE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stencil.core.domain.Event;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.account.Access;
import dev.stencil.core.domain.account.User;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Nobody gets in while an account is disabled, and nothing of it is lost. */
class DisabledAccountTest {
    @AutoClose
    private final Service service = new Service();
    private final User ada = service.register("ada");

    private void change(BiFunction<Access, Instant, Access> change) {
        User user = service.user("ada");
        Instant now = service.clock.instant();
        assertThat(service.storage.users().replace(user, user.with(change.apply(user.access(), now), now))).isTrue();
        // What was remembered is forgotten by then, in any process.
        service.clock.move(Duration.ofSeconds(2));
    }

    private void refusedAsDisabled() {
        assertThatExceptionOfType(Failure.AccountDisabled.class).isThrownBy(() -> service.signIn("ada"));
    }

    @Test
    void whoDoesNotKnowThePasswordLearnsNothing() {
        change(Access::disabled);
        service.hasher.hashes = 0;
        assertRefused(CREDENTIALS, () -> service.core.signIn().signIn("ada", "wrong", HERE));
        assertThat(service.hasher.hashes).isEqualTo(1);
        for (int i = 1; i < 5; i++) {
            assertRefused(CREDENTIALS, () -> service.core.signIn().signIn("ada", "wrong", HERE));
        }
        assertThrottled(() -> service.signIn("ada"));
    }

    @Test
    void whoKnowsThePasswordIsToldAndGetsNoSession() {
        change(Access::disabled);
        refusedAsDisabled();
        assertThat(service.storage.sessions().list(ada.id(), 9)).isEmpty();
        assertThat(service.events).endsWith(new Event.SignInFailed(Optional.of(ada.id()), HERE.address()));
    }

    @Test
    void allSessionsAndTokensEndAsIfRevokedAndStayEnded() {
        Grant grant = service.signIn("ada");
        Caller caller = service.caller(grant);
        String original = service.tokens.ofTheOriginal("ada", "jti", service.clock.instant());
        service.caller(original);
        change(Access::disabled);
        allRefused(grant, caller, original);
        change(Access::enabled);
        allRefused(grant, caller, original);
        assertThat(service.signedIn("ada").id()).isEqualTo(ada.id());
    }

    private void allRefused(Grant grant, Caller caller, String original) {
        assertRefused(REVOKED, () -> service.caller(grant));
        assertRefused(REVOKED, () -> service.caller(original));
        assertRefused(REVOKED, () -> service.core.refreshSession().refresh(grant.refreshToken(), HERE));
        assertRefused(REVOKED, () -> service.core.changePassword().change(caller, "pass", "another"));
        assertRefused(REVOKED, () -> service.core.deleteAccount().delete(caller, "pass"));
    }

    /** By a process of an older version, say. */
    @Test
    void whatBeganWhileItWasDisabledEndsWhenItIsEnabled() {
        change(Access::disabled);
        String original = service.tokens.ofTheOriginal("ada", "jti", service.clock.instant());
        change(Access::enabled);
        assertRefused(REVOKED, () -> service.caller(original));
    }

    @Test
    void aSignInThatIsUnderWayBringsNoSession() {
        service.hasher.during = () -> {
            service.hasher.during = () -> {};
            change(Access::disabled);
        };
        Grant grant = service.signIn("ada");
        assertRefused(REVOKED, () -> service.caller(grant));
        change(Access::enabled);
        assertRefused(REVOKED, () -> service.caller(grant));
    }

    @Test
    void anAccountThatIsBeingDeletedStaysSo() {
        change(Access::closed);
        change(Access::disabled);
        change(Access::enabled);
        assertThat(service.user("ada").access().isClosed()).isTrue();
        assertRefused(CREDENTIALS, () -> service.signIn("ada"));
    }

    @Test
    void theSweepLeavesADisabledAccountAndItsNameIsTaken() {
        change(Access::disabled);
        service.core.sweep().run();
        assertThat(service.storage.users().find(ada.id())).isPresent();
        assertThatExceptionOfType(Failure.Conflict.class).isThrownBy(() -> service.register("ADA"));
    }
}
