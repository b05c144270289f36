package dev.stencil.core.usecase.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.account.GuessLimits;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.usecase.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuessLimiterTest {
    private static final UserName ALICE = new UserName("alice");
    private final FakeClock clock = new FakeClock();
    private final GuessLimiter limiter = new GuessLimiter(GuessLimits.DEFAULT, clock::nanoTime);

    @Test
    void afterFiveFailuresTheWaitsDoubleUpTo15Minutes() {
        fail(ALICE, "1.2.3.4", 5);
        assertThat(waits(ALICE, "1.2.3.4", 12))
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
    void aUserIsWatchedFromAllAddressesMoreLooselyAndWaitsForAMinuteAtMost() {
        for (int i = 0; i < 50; i++) {
            assertFree(ALICE, "10.0.0." + i);
            fail(ALICE, "10.0.0." + i, 1);
        }
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            waits.addAll(waits(ALICE, "10.0.1." + i, 1));
        }
        assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
    }

    @Test
    void anAddressIsWatchedForAllUsersMoreLooselyStill() {
        for (int i = 0; i < 200; i++) {
            assertFree(new UserName("user" + i), "1.2.3.4");
            fail(new UserName("user" + i), "1.2.3.4", 1);
        }
        refused(new UserName("another"), "1.2.3.4");
        refused(new UserName("x".repeat(10_000)), "1.2.3.4");
    }

    @ParameterizedTest
    @CsvSource({"2001:db8:0:0:%x::1, 200", "2001:db8:0:%x::1, 800", "2001:db8:0:%x00::1, 3200"})
    void anIpv6NetworkIsWatchedTheMoreLooselyTheWiderItIs(String addresses, int free) {
        for (int i = 0; i < free; i++) {
            assertFree(new UserName("user" + i), addresses.formatted(i % 256));
            fail(new UserName("user" + i), addresses.formatted(i % 256), 1);
        }
        refused(new UserName("another"), addresses.formatted(1));
        assertFree(new UserName("another"), "2001:db8:1::1");
    }

    @Test
    void aSuccessForgetsTheFailuresOfThatUserFromThatAddress() {
        fail(ALICE, "1.2.3.4", 4);
        succeed(ALICE, "1.2.3.4");
        fail(ALICE, "1.2.3.4", 4);
        assertFree(ALICE, "1.2.3.4");
        fail(ALICE, "1.2.3.4", 1);
        refused(ALICE, "1.2.3.4");
    }

    @Test
    void whereAUserLatelySignedInOthersFailuresDoNotCount() {
        for (int i = 0; i < 6; i++) {
            succeed(ALICE, "10.1.0." + i);
        }
        for (int i = 0; i < 60; i++) {
            fail(ALICE, "10.2.0." + i, 1);
            clock.move(Duration.ofMinutes(1));
        }
        for (int i = 0; i < 200; i++) {
            fail(new UserName("user" + i), "10.1.0.5", 1);
        }
        // The four networks of the last sign-ins, and only for this user.
        assertFree(ALICE, "10.1.0.5");
        assertFree(ALICE, "10.1.0.2");
        fail(ALICE, "10.3.0.1", 1);
        refused(ALICE, "10.1.0.1");
        refused(new UserName("bob"), "10.1.0.5");
        // What is tried from there counts there all the same.
        fail(ALICE, "10.1.0.5", 5);
        refused(ALICE, "10.1.0.5");
    }

    @Test
    void aSignInOfLastWeekIsForgotten() {
        succeed(ALICE, "10.1.0.1");
        clock.move(Duration.ofDays(7).plusMillis(1));
        for (int i = 0; i < 50; i++) {
            fail(ALICE, "10.2.0." + i, 1);
        }
        refused(ALICE, "10.1.0.1");
    }

    @Test
    void rightPasswordsAreCountedTooForTheUserAlone() {
        for (int i = 0; i < GuessLimiter.SUCCESSES; i++) {
            succeed(ALICE, "10.1.0." + i % 100);
        }
        assertThat(refused(ALICE, "10.1.0.1")).isLessThanOrEqualTo(Duration.ofMillis(3_600));
        assertFree(new UserName("bob"), "10.1.0.1");
        clock.move(Duration.ofMillis(3_600));
        succeed(ALICE, "10.1.0.1");
        refused(ALICE, "10.1.0.1");
    }

    @Test
    void manyAttemptsAtOnceAreNoWayAroundTheWaits() {
        List<GuessLimiter.Attempt> running = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            running.add(begin(ALICE, "1.2.3.4"));
        }
        refused(ALICE, "1.2.3.4");
        running.forEach(GuessLimiter.Attempt::abandoned);
        assertFree(ALICE, "1.2.3.4");

        fail(ALICE, "1.2.3.4", 5);
        clock.move(Duration.ofSeconds(1));
        GuessLimiter.Attempt only = begin(ALICE, "1.2.3.4");
        refused(ALICE, "1.2.3.4");
        only.succeeded();
        assertFree(ALICE, "1.2.3.4");
    }

    @Test
    void ofAnyNumberOfThreadsNoMoreGuessThanAreFree() {
        for (int round = 0; round < 100; round++) {
            UserName name = new UserName("user" + round);
            String address = "10.0.0." + round;
            AtomicInteger guesses = new AtomicInteger();
            CyclicBarrier together = new CyclicBarrier(8);
            try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
                for (int i = 0; i < 8; i++) {
                    threads.execute(() -> guess(name, address, guesses, together));
                }
            }
            assertThat(guesses).hasValue(5);
        }
    }

    private void guess(UserName name, String address, AtomicInteger guesses, CyclicBarrier together) {
        try {
            together.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
        for (int i = 0; i < 50; i++) {
            try {
                GuessLimiter.Attempt attempt = begin(name, address);
                guesses.incrementAndGet();
                attempt.failed();
            } catch (Failure.TooManyAttempts expected) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void failuresAreForgottenInTime() {
        fail(ALICE, "1.2.3.4", 5);
        clock.move(Duration.ofHours(2));
        fail(ALICE, "1.2.3.4", 4);
        assertFree(ALICE, "1.2.3.4");
    }

    @Test
    void refusedGuessesAddNothing() {
        for (int i = 0; i < 200; i++) {
            fail(new UserName("user" + i), "1.2.3.4", 1);
        }
        int before = limiter.size();
        for (int i = 0; i < 100_000; i++) {
            try {
                limiter.at(new UserName("other" + i), "1.2.3.4");
            } catch (Failure.TooManyAttempts expected) {
                continue;
            }
            throw new AssertionError("not refused");
        }
        assertThat(limiter.size()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.%d.%d.%d", "2%03x:%x:%x::1"})
    void whoHasToWaitIsRememberedWhateverOthersDo(String addresses) {
        fail(ALICE, "1.2.3.4", 16);
        for (int i = 0; i < 200; i++) {
            fail(new UserName("user" + i), "5.6.7.8", 1);
        }
        for (int i = 0; i < 40_000; i++) {
            String address = addresses.formatted(i >> 16, i >> 8 & 255, i & 255);
            limiter.at(new UserName("flood" + i), address).begin().failed();
        }
        assertThat(limiter.size()).isEqualTo(GuessLimiter.MAX_COUNTS);
        assertThat(refused(ALICE, "1.2.3.4")).isEqualTo(Duration.ofMinutes(15));
        refused(new UserName("another"), "5.6.7.8");
    }

    @Test
    void limitsCanBeTurnedOff() {
        GuessLimiter off = new GuessLimiter(GuessLimits.OFF, clock::nanoTime);
        for (int i = 0; i < 2_000; i++) {
            off.at(ALICE, "1.2.3.4").begin().failed();
            off.at(ALICE, "1.2.3.4").begin().succeeded();
        }
        assertThatCode(() -> off.at(ALICE, "1.2.3.4").begin()).doesNotThrowAnyException();
    }

    private GuessLimiter.Attempt begin(UserName user, String client) {
        return limiter.at(user, client).begin();
    }

    private void fail(UserName user, String client, int times) {
        for (int i = 0; i < times; i++) {
            GuessLimiter.Attempt attempt;
            try {
                attempt = begin(user, client);
            } catch (Failure.TooManyAttempts e) {
                clock.move(e.retryAfter());
                attempt = begin(user, client);
            }
            attempt.failed();
        }
    }

    private void succeed(UserName user, String client) {
        begin(user, client).succeeded();
    }

    /** How long each further guess has to wait, in seconds; it is made then, and wrong. */
    private List<Long> waits(UserName user, String client, int times) {
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            Duration wait = refused(user, client);
            waits.add(wait.toSeconds());
            clock.move(wait);
            begin(user, client).failed();
        }
        return waits;
    }

    private void assertFree(UserName user, String client) {
        assertThatCode(() -> limiter.at(user, client)).doesNotThrowAnyException();
    }

    private Duration refused(UserName user, String client) {
        List<Duration> wait = new ArrayList<>();
        assertThatExceptionOfType(Failure.TooManyAttempts.class)
                .isThrownBy(() -> limiter.at(user, client))
                .satisfies(refusal -> wait.add(refusal.retryAfter()));
        return wait.getFirst();
    }
}
