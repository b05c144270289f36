package dev.stencil.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stencil.core.domain.Client;
import dev.stencil.core.domain.Event;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.account.UserName;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class TestStencilTest {
    private static final Client HERE = Client.at("192.0.2.1");

    @AutoClose
    private final TestStencil core = TestStencil.start();

    @Test
    void anAccountIsSignedInAndCanSignInAgain() {
        TestAccount ada = core.account("ada");
        assertThat(core.stencil().authenticate().user(ada.accessToken()).id()).isEqualTo(ada.id());
        assertThat(core.stencil().signIn().signIn(ada.name(), ada.password(), HERE)).isNotNull();
        assertThat(core.stencil().refreshSession().refresh(ada.refreshToken(), HERE)).isNotNull();
        assertThatExceptionOfType(Failure.Unauthenticated.class)
                .isThrownBy(() -> core.stencil().signIn().signIn("ada", "wrong password", HERE));
    }

    @Test
    void anyNumberOfAccountsHaveNamesOfTheirOwn() {
        for (int i = 0; i < 1_000; i++) {
            core.account();
        }
        assertThat(core.events()).hasSize(2_000);
    }

    @Test
    void theClockStandsStillUntilItIsMoved() {
        Instant start = core.clock().instant();
        assertThat(core.stencil().registerUser()).isNotNull();
        assertThat(core.clock().instant()).isEqualTo(start);
        core.clock().move(Duration.ofDays(1));
        core.clock().move(Duration.ofHours(-3));
        assertThat(core.clock().instant()).isEqualTo(start.plus(Duration.ofHours(21)));
    }

    @Test
    void aWaitAfterWrongPasswordsEndsWhenTheClockIsMoved() {
        TestAccount ada = core.account("ada");
        for (int i = 0; i < 5; i++) {
            assertThatExceptionOfType(Failure.Unauthenticated.class)
                    .isThrownBy(() -> core.stencil().signIn().signIn("ada", "wrong password", HERE));
        }
        assertThatExceptionOfType(Failure.TooManyAttempts.class)
                .isThrownBy(() -> core.stencil().signIn().signIn("ada", ada.password(), HERE));
        core.clock().move(Duration.ofHours(1));
        assertThat(core.stencil().signIn().signIn("ada", ada.password(), HERE)).isNotNull();
    }

    @Test
    void eventsAreThereInTheirOrder() {
        TestAccount ada = core.account("ada");
        assertThat(core.events()).hasSize(2).first().isEqualTo(new Event.Registered(ada.id(), "127.0.0.1"));
        assertThat(core.events().getLast()).isInstanceOf(Event.SignedIn.class);
    }

    @Test
    void whatIsAskedOfAStorageThatIsAwayIsNotDone() {
        core.storage().goAway();
        assertThat(core.stencil().isReady()).isFalse();
        assertThatExceptionOfType(Failure.Unavailable.class).isThrownBy(() -> core.account("ada"));
        core.storage().comeBack();
        assertThat(core.stencil().isReady()).isTrue();
        assertThat(core.storage().users().find(new UserName("ada"))).isEmpty();
    }

    @Test
    void whatIsAskedOfAStorageThatLosesRepliesIsDoneAllTheSame() {
        TestAccount ada = core.account("ada");
        core.storage().loseReplies();
        assertThatExceptionOfType(Failure.Unavailable.class)
                .isThrownBy(() -> core.storage().sessions().removeAll(ada.id(), 9));
        core.storage().comeBack();
        assertThat(core.storage().sessions().list(ada.id(), 9)).isEmpty();
    }

    @Test
    void anotherFailureOfTheStorageIsHandedOn() {
        TestAccount ada = core.account("ada");
        assertThatExceptionOfType(Failure.Conflict.class)
                .isThrownBy(() -> core.account("ADA"))
                .satisfies(conflict -> assertThat(conflict.existing()).isEqualTo(ada.id()));
    }

    @Test
    void noSecretIsShown() {
        TestAccount ada = core.account("ada");
        assertThat(ada.toString()).doesNotContain(ada.password(), ada.accessToken(), ada.refreshToken());
    }
}
