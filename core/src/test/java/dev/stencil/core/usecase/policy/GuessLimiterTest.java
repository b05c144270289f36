package dev.stencil.core.usecase.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.account.GuessLimits;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.usecase.AtOnce;
import dev.stencil.core.usecase.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuessLimiterTest {
    private static final String ALICE = "alice";
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
        refused("ALICE", "1.2.3.4");
        assertFree(ALICE, "5.6.7.8");
        assertFree("bob", "1.2.3.4");
    }

    @Test
    void aUserIsWatchedFromAllAddressesMoreLooselyAndWaitsForAMinuteAtMost() {
        for (int i = 0; i < 50; i++) {
            assertFree(ALICE, "10.0.0." + i);
            fail(ALICE, "10.0.0." + i, 1);
        }
        List<Long> waits = new ArrayList<>();
        IntStream.range(0, 8).forEach(i -> waits.addAll(waits(ALICE, "10.0.1." + i, 1)));
        assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
    }

    @Test
    void anAddressIsWatchedForAllUsersMoreLooselyStill() {
        for (int i = 0; i < 200; i++) {
            assertFree("user" + i, "1.2.3.4");
            fail("user" + i, "1.2.3.4", 1);
        }
        refused("another", "1.2.3.4");
        refused("x".repeat(10_000), "1.2.3.4");
    }

    @ParameterizedTest
    @CsvSource({"2001:db8:0:0:%x::1, 200", "2001:db8:0:%x::1, 800", "2001:db8:0:%x00::1, 3200"})
    void anIpv6NetworkIsWatchedTheMoreLooselyTheWiderItIs(String addresses, int free) {
        for (int i = 0; i < free; i++) {
            assertFree("user" + i, addresses.formatted(i % 256));
            fail("user" + i, addresses.formatted(i % 256), 1);
        }
        refused("another", addresses.formatted(1));
        assertFree("another", "2001:db8:1::1");
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
        IntStream.range(0, 6).forEach(i -> succeed(ALICE, "10.1.0." + i));
        for (int i = 0; i < 60; i++) {
            fail(ALICE, "10.2.0." + i, 1);
            clock.move(Duration.ofMinutes(1));
        }
        IntStream.range(0, 200).forEach(i -> fail("user" + i, "10.1.0.5", 1));
        // The four networks of the last sign-ins, and only for this user.
        assertFree(ALICE, "10.1.0.5");
        assertFree(ALICE, "10.1.0.2");
        fail(ALICE, "10.3.0.1", 1);
        refused(ALICE, "10.1.0.1");
        refused("bob", "10.1.0.5");
        // What is tried from there counts there all the same.
        fail(ALICE, "10.1.0.5", 5);
        refused(ALICE, "10.1.0.5");
    }

    @Test
    void aSignInOfLastWeekIsForgotten() {
        succeed(ALICE, "10.1.0.1");
        clock.move(Duration.ofDays(7).plusMillis(1));
        IntStream.range(0, 50).forEach(i -> fail(ALICE, "10.2.0." + i, 1));
        refused(ALICE, "10.1.0.1");
    }

    @Test
    void rightPasswordsAreCountedTooForTheUserAlone() {
        IntStream.range(0, GuessLimiter.SUCCESSES).forEach(i -> succeed(ALICE, "10.1.0." + i % 100));
        assertThat(refused(ALICE, "10.1.0.1")).isLessThanOrEqualTo(Duration.ofMillis(3_600));
        assertFree("bob", "10.1.0.1");
        clock.move(Duration.ofMillis(3_600));
        succeed(ALICE, "10.1.0.1");
        refused(ALICE, "10.1.0.1");
    }

    @Test
    void manyAttemptsAtOnceAreNoWayAroundTheWaits() {
        whileUnderWay(5, () -> refused(ALICE, "1.2.3.4"));
        assertFree(ALICE, "1.2.3.4");

        fail(ALICE, "1.2.3.4", 5);
        clock.move(Duration.ofSeconds(1));
        attempt(limiter, ALICE, "1.2.3.4", () -> {
            refused(ALICE, "1.2.3.4");
            return true;
        });
        assertFree(ALICE, "1.2.3.4");
    }

    /** None of these attempts finds out whether the password is right. */
    private void whileUnderWay(int attempts, Runnable action) {
        if (attempts == 0) {
            action.run();
            return;
        }
        assertThatIllegalStateException().isThrownBy(() -> attempt(limiter, ALICE, "1.2.3.4", () -> {
            whileUnderWay(attempts - 1, action);
            throw new IllegalStateException();
        }));
    }

    @Test
    void ofAnyNumberOfThreadsNoMoreGuessThanAreFree() throws Exception {
        for (int round = 0; round < 100; round++) {
            String name = "user" + round;
            String address = "10.0.0." + round;
            AtomicInteger guesses = new AtomicInteger();
            AtOnce.run(8, i -> () -> guess(name, address, guesses));
            assertThat(guesses).hasValue(5);
        }
    }

    private boolean guess(String name, String address, AtomicInteger guesses) {
        for (int i = 0; i < 50; i++) {
            try {
                attempt(limiter, name, address, () -> guesses.incrementAndGet() == 0);
            } catch (Failure.TooManyAttempts expected) {
                Thread.onSpinWait();
            }
        }
        return true;
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
        IntStream.range(0, 200).forEach(i -> fail("user" + i, "1.2.3.4", 1));
        int before = limiter.size();
        IntStream.range(0, 100_000).forEach(i -> refused("other" + i, "1.2.3.4"));
        assertThat(limiter.size()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.%d.%d.%d", "2%03x:%x:%x::1"})
    void whoHasToWaitIsRememberedWhateverOthersDo(String addresses) {
        fail(ALICE, "1.2.3.4", 16);
        IntStream.range(0, 200).forEach(i -> fail("user" + i, "5.6.7.8", 1));
        for (int i = 0; i < 40_000; i++) {
            String address = addresses.formatted(i >> 16, i >> 8 & 255, i & 255);
            attempt(limiter, "flood" + i, address, () -> false);
        }
        assertThat(limiter.size()).isEqualTo(GuessLimiter.MAX_COUNTS);
        assertThat(refused(ALICE, "1.2.3.4")).isEqualTo(Duration.ofMinutes(15));
        refused("another", "5.6.7.8");
    }

    @Test
    void limitsCanBeTurnedOff() {
        GuessLimiter off = new GuessLimiter(GuessLimits.OFF, clock::nanoTime);
        for (int i = 0; i < 2_000; i++) {
            attempt(off, ALICE, "1.2.3.4", () -> false);
            attempt(off, ALICE, "1.2.3.4", () -> true);
        }
        attempt(off, ALICE, "1.2.3.4", () -> true);
    }

    private static void attempt(GuessLimiter limiter, String user, String client, Supplier<Boolean> isRight) {
        limiter.at(new UserName(user), client).attempt(isRight, right -> right);
    }

    private void fail(String user, String client, int times) {
        for (int i = 0; i < times; i++) {
            try {
                attempt(limiter, user, client, () -> false);
            } catch (Failure.TooManyAttempts e) {
                clock.move(e.retryAfter());
                attempt(limiter, user, client, () -> false);
            }
        }
    }

    private void succeed(String user, String client) {
        attempt(limiter, user, client, () -> true);
    }

    /** How long each further guess has to wait, in seconds; it is made then, and wrong. */
    private List<Long> waits(String user, String client, int times) {
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            waits.add(refused(user, client).toSeconds());
            fail(user, client, 1);
        }
        return waits;
    }

    private void assertFree(String user, String client) {
        assertThatCode(() -> limiter.at(new UserName(user), client)).doesNotThrowAnyException();
    }

    private Duration refused(String user, String client) {
        return catchThrowableOfType(
                Failure.TooManyAttempts.class, () -> limiter.at(new UserName(user), client)).retryAfter();
    }
}
