package dev.stencil.core.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.UserName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuessLimiterTest {
    private static final UserName ALICE = new UserName("alice");
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final GuessLimiter limiter = new GuessLimiter(GuessLimits.DEFAULT, () -> now);

    @Test
    void afterFiveFailuresTheWaitsDoubleUpTo15Minutes() {
        fail(ALICE, "1.2.3.4", 5);
        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Duration wait = refused(ALICE, "1.2.3.4");
            waits.add(wait);
            now = now.plus(wait);
            fail(ALICE, "1.2.3.4", 1);
        }
        assertThat(waits.stream().map(Duration::toSeconds))
                .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 512L, 900L, 900L);
    }

    @Test
    void theWaitIsForTheUserFromThatAddressOnly() {
        fail(ALICE, "1.2.3.4", 5);
        refused(new UserName("ALICE"), "1.2.3.4");
        assertFree(ALICE, "5.6.7.8");
        assertFree(new UserName("bob"), "1.2.3.4");
    }

    @Test
    void aUserIsWatchedFromAllAddressesMoreLoosely() {
        for (int i = 0; i < 50; i++) {
            assertFree(ALICE, "10.0.0." + i);
            fail(ALICE, "10.0.0." + i, 1);
        }
        refused(ALICE, "10.0.0.99");
    }

    @Test
    void anAddressIsWatchedForAllUsersMoreLooselyStill() {
        for (int i = 0; i < 200; i++) {
            assertFree(new UserName("user" + i), "1.2.3.4");
            fail(new UserName("user" + i), "1.2.3.4", 1);
        }
        refused(new UserName("another"), "1.2.3.4");
    }

    @Test
    void aSuccessForgetsTheFailuresOfThatUserFromThatAddress() {
        fail(ALICE, "1.2.3.4", 4);
        limiter.begin(ALICE, "1.2.3.4").succeeded();
        fail(ALICE, "1.2.3.4", 4);
        assertFree(ALICE, "1.2.3.4");
        fail(ALICE, "1.2.3.4", 1);
        refused(ALICE, "1.2.3.4");
    }

    @Test
    void manyAttemptsAtOnceAreNoWayAroundTheWaits() {
        List<GuessLimiter.Attempt> running = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            running.add(limiter.begin(ALICE, "1.2.3.4"));
        }
        refused(ALICE, "1.2.3.4");
        running.forEach(GuessLimiter.Attempt::abandoned);
        assertFree(ALICE, "1.2.3.4");

        fail(ALICE, "1.2.3.4", 5);
        now = now.plusSeconds(1);
        GuessLimiter.Attempt only = limiter.begin(ALICE, "1.2.3.4");
        refused(ALICE, "1.2.3.4");
        only.succeeded();
        assertFree(ALICE, "1.2.3.4");
    }

    @Test
    void failuresAreForgottenInTime() {
        fail(ALICE, "1.2.3.4", 5);
        now = now.plus(Duration.ofHours(2));
        fail(ALICE, "1.2.3.4", 4);
        assertFree(ALICE, "1.2.3.4");
    }

    @Test
    void limitsCanBeTurnedOff() {
        GuessLimiter off = new GuessLimiter(GuessLimits.OFF, () -> now);
        for (int i = 0; i < 1000; i++) {
            off.begin(ALICE, "1.2.3.4").failed();
        }
        assertThatCode(() -> off.check(ALICE, "1.2.3.4")).doesNotThrowAnyException();
    }

    private void fail(UserName user, String client, int times) {
        for (int i = 0; i < times; i++) {
            limiter.begin(user, client).failed();
        }
    }

    private void assertFree(UserName user, String client) {
        assertThatCode(() -> limiter.check(user, client)).doesNotThrowAnyException();
    }

    private Duration refused(UserName user, String client) {
        List<Duration> wait = new ArrayList<>();
        for (Runnable attempt : List.<Runnable>of(
                () -> limiter.check(user, client), () -> limiter.begin(user, client).abandoned())) {
            assertThatExceptionOfType(Failure.TooManyAttempts.class)
                    .isThrownBy(attempt::run)
                    .satisfies(refusal -> wait.add(refusal.retryAfter()));
        }
        assertThat(wait.get(0)).isEqualTo(wait.get(1));
        return wait.getFirst();
    }
}
