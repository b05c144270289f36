package dev.stencil.core.usecase.policy;

import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.REVOKED;
import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.UNKNOWN_USER;
import static dev.stencil.core.usecase.Refused.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.domain.archive.KeyRole;
import dev.stencil.core.domain.session.Session;
import dev.stencil.core.memory.InMemoryStorage;
import dev.stencil.core.port.Storage;
import dev.stencil.core.usecase.Caller;
import dev.stencil.core.usecase.FailingStorage;
import dev.stencil.core.usecase.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveSessionsTest {
    private final FailingStorage storage = new FailingStorage();
    @AutoClose
    private final Service service = new Service(storage);

    @Test
    void whatWasReadIsBelievedForTwoSeconds() {
        String token = service.tokenOf("alice");
        service.caller(token);
        int calls = storage.calls.get();
        service.clock.move(Duration.ofMillis(1_999));
        service.caller(token);
        assertThat(storage.calls.get()).isEqualTo(calls);
        service.clock.move(Duration.ofMillis(1));
        service.caller(token);
        assertThat(storage.calls.get()).isEqualTo(calls + 1);
    }

    @Test
    void whatAnotherProcessEndsIsSeenAfterTwoSeconds() {
        String token = service.tokenOf("alice");
        Caller caller = service.caller(token);
        storage.sessions().remove(caller.id(), caller.session());
        service.caller(token);
        service.clock.move(LiveSessions.MEMORY);
        assertRefused(REVOKED, () -> service.caller(token));
    }

    @Test
    void aReadThatBeganBeforeALogOutDoesNotBringTheSessionBack() throws Exception {
        String token = service.tokenOf("alice");
        Caller caller = service.caller(token);
        service.clock.move(LiveSessions.MEMORY);
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        storage.afterSessions = method -> {
            if (method.equals("find") && reading.getCount() > 0) {
                reading.countDown();
                assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
            }
        };
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<Caller> early = threads.submit(() -> service.caller(token));
            assertThat(reading.await(10, TimeUnit.SECONDS)).isTrue();
            service.core.manageSessions().endCurrent(caller);
            ended.countDown();
            // It was there when that read began.
            assertThat(early.get(10, TimeUnit.SECONDS).id()).isEqualTo(caller.id());
            assertRefused(REVOKED, () -> service.caller(token));
        }
    }

    @Test
    void whoWaitsForAReadThatFailsFailsWithIt() throws Exception {
        String token = service.tokenOf("alice");
        int calls = storage.calls.get();
        storage.failing.add("find");
        List<Thread> waiting = new ArrayList<>();
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        storage.during = method -> {
            reading.countDown();
            go.await();
        };
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(() -> assertThatExceptionOfType(Failure.Unavailable.class)
                    .isThrownBy(() -> service.caller(token)));
            thread.start();
            waiting.add(thread);
        }
        reading.await();
        while (waiting.stream().filter(thread -> thread.getState() == Thread.State.BLOCKED).count() < 3) {
            Thread.sleep(1);
        }
        go.countDown();
        for (Thread thread : waiting) {
            thread.join();
        }
        assertThat(storage.calls.get()).isEqualTo(calls + 1);
        storage.failing.clear();
        assertThat(service.caller(token)).isNotNull();
    }

    @Test
    void aSessionExpiresOnceItIsIdleForThirtyDays() {
        String token = service.tokenOf("alice");
        service.clock.move(Duration.ofDays(30).minusMillis(1));
        service.caller(token);
        service.clock.move(Duration.ofDays(60));
        assertRefused(REVOKED, () -> service.caller(token));
    }

    @Test
    void useIsNotedEveryFiveMinutesAndKeepsASessionAlive() throws Exception {
        String token = service.tokenOf("alice");
        Session session = sessionOf(token);
        service.clock.move(Duration.ofMinutes(5));
        service.caller(token);
        service.clock.move(Duration.ofSeconds(3));
        service.caller(token);
        Instant used = service.clock.instant();
        for (int i = 0; i < 1_000 && sessionOf(token).lastUsed().isBefore(used); i++) {
            Thread.sleep(5);
        }
        assertThat(sessionOf(token)).isEqualTo(session.used(used, used.plus(Duration.ofDays(30))));
    }

    @Test
    void anErrorWhileUseIsNotedIsToldOfAndEndsNoThread() throws Exception {
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        BlockingQueue<Thread> told = new LinkedBlockingQueue<>();
        try {
            Thread.setDefaultUncaughtExceptionHandler((thread, e) -> told.add(thread));
            storage.afterSessions = method -> {
                if (method.equals("touch")) {
                    throw new StackOverflowError("injected");
                }
            };
            String token = service.tokenOf("alice");
            service.clock.move(Duration.ofMinutes(6));
            service.caller(token);
            Thread first = told.poll(10, TimeUnit.SECONDS);
            service.clock.move(Duration.ofMinutes(6));
            service.caller(token);
            assertThat(first).isNotNull().isSameAs(told.poll(10, TimeUnit.SECONDS));
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    private Session sessionOf(String token) {
        Caller caller = service.caller(token);
        return storage.sessions().find(caller.id(), caller.session()).orElseThrow();
    }

    @Test
    void aTokenIsOnlyGoodForTheAccountItWasIssuedTo() {
        User alice = service.register("alice");
        Instant now = service.clock.instant();
        assertThat(service.caller(service.tokens.ofTheOriginal("alice", "j", now)).user()).isEqualTo(alice);
        assertThat(service.caller(service.tokens.withoutSession("alice", alice.id())).user()).isEqualTo(alice);
        Id earlier = new Id("000000000000000000000000");
        assertRefused(UNKNOWN_USER, () -> service.caller(service.tokens.withoutSession("alice", earlier)));
        assertRefused(UNKNOWN_USER, () -> service.caller(service.tokens.ofTheOriginal("nobody", "j", now)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ALICE", "Alice", "ａｌｉｃｅ", "alice\0"})
    void aTokenOfTheOriginalOpensNoAccountOfASimilarName(String variant) {
        service.register("alice");
        Instant now = service.clock.instant();
        assertRefused(UNKNOWN_USER, () -> service.caller(service.tokens.ofTheOriginal(variant, "j", now)));
    }

    @Test
    void aTokenOfTheOriginalOpensNeitherTheHolderOfAKeyNorWhoSharesIt() {
        Instant now = service.clock.instant();
        User ada = new User(new Id("0000000000000000000000a1"), new UserName("ada"), "new:pass", now, now);
        User shouted = new User(new Id("0000000000000000000000a2"), new UserName("ADA"), "new:pass", now, now);
        Storage adopted = new InMemoryStorage();
        adopted.intake().put(ada, KeyRole.HOLDER);
        adopted.intake().put(shouted, KeyRole.SHARER);
        try (Service of = new Service(adopted)) {
            assertThat(of.caller(of.tokens.ofTheOriginal("ada", "1", now)).user()).isEqualTo(ada);
            assertThat(of.caller(of.tokens.ofTheOriginal("ADA", "2", now)).user()).isEqualTo(shouted);
            assertRefused(UNKNOWN_USER, () -> of.caller(of.tokens.ofTheOriginal("Ada", "3", now)));
            User closed = shouted.with(shouted.access().closed(now), now);
            adopted.users().replace(shouted, closed);
            adopted.users().delete(closed, now);
            assertRefused(UNKNOWN_USER, () -> of.caller(of.tokens.ofTheOriginal("ADA", "2", now)));
            // Whoever signs in shows a password.
            assertThat(of.caller(of.signIn("ADA")).user()).isEqualTo(ada);
        }
    }

    @Test
    void aTokenOfTheOriginalOfAnEarlierBearerOfTheNameDoesNotCount() {
        Instant before = service.clock.instant().minusSeconds(1);
        service.register("alice");
        assertRefused(REVOKED, () -> service.caller(service.tokens.ofTheOriginal("alice", "j", before)));
    }

    @Test
    void moreSessionsThanCanBeRememberedAreStillTold() {
        service.register("alice");
        String first = service.signIn("alice").accessToken().text();
        User alice = service.user("alice");
        for (int i = 0; i < LiveSessions.MAX_REMEMBERED; i++) {
            String token = service.tokens
                    .issue(alice, new Id("%024x".formatted(i)), Duration.ofDays(1))
                    .text();
            assertRefused(REVOKED, () -> service.caller(token));
        }
        assertThat(service.caller(first).user()).isEqualTo(alice);
    }
}
