package dev.stencil.adapter.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.stencil.contract.fixture.FaultProxy;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.SessionId;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.domain.session.Session;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.ContentLimits;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.port.SessionRepository;
import dev.stencil.core.port.Storage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OutageTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final User USER = new User(
            new Id("6b04aa4d8db14562ea94a915"), new UserName("Anna"), "hash", Instant.EPOCH, Instant.EPOCH);

    @AutoClose
    private final TestDatabase database = new TestDatabase();
    @AutoClose
    private final FaultProxy proxy = TestDatabase.proxy();

    private Storage open() {
        return MongoStorage.open(database.uriThrough(proxy));
    }

    @Test
    void aServerThatIsNotThereAtTheStartIsUsedOnceItIs() {
        proxy.refuse();
        try (Storage storage = open()) {
            assertThat(storage.isReady()).isFalse();
            assertCallsFailAtOnce(storage);
            proxy.resume();
            await().atMost(PATIENCE).until(storage::isReady);
            storage.users().add(USER);
            assertThat(storage.users().find(USER.name())).contains(USER);
            assertThat(database.collection("stencil").countDocuments()).isEqualTo(1);
        }
    }

    @Test
    void aServerThatGoesAwayIsUsedAgainWhenItIsBack() {
        try (Storage storage = open()) {
            storage.users().add(USER);
            proxy.refuse();
            await().atMost(PATIENCE).until(() -> !storage.isReady());
            assertCallsFailAtOnce(storage);
            proxy.resume();
            await().atMost(PATIENCE).until(storage::isReady);
            assertThat(storage.users().find(USER.id())).contains(USER);
        }
    }

    @Test
    void aServerThatNoLongerAnswersIsGivenUp() {
        try (Storage storage = open()) {
            storage.users().add(USER);
            proxy.delay(Duration.ofDays(1));
            assertUnavailable(storage);
            await().atMost(PATIENCE).until(() -> !storage.isReady());
            assertCallsFailAtOnce(storage);
            proxy.resume();
            await().atMost(PATIENCE).until(storage::isReady);
            assertThat(storage.users().find(USER.id())).contains(USER);
        }
    }

    /** Each of the two operations alone would have time enough. */
    @Test
    void aCallOfTwoOperationsHasOneDeadline() {
        try (Storage storage = MongoStorage.open(database.uriThrough(proxy) + "&timeoutMS=1500")) {
            Content old = Content.of("old", ContentLimits.DEFAULT);
            Content replacement = Content.of("new", ContentLimits.DEFAULT);
            storage.templates().add(Template.create(new Id("6b04aa4d8db14562ea94a916"), USER.id(), old, Instant.EPOCH));
            proxy.delay(Duration.ofMillis(900));
            assertThatExceptionOfType(Failure.Unavailable.class).isThrownBy(
                    () -> storage.templates().replace(USER.id(), old.fingerprint(), replacement, Instant.EPOCH));
        }
    }

    /** All at once: each alone would take as long. */
    @Test
    void whateverIsAskedOfSessionsAndOfAccountsThatGoEndsWhenTheServerNoLongerAnswers() throws Exception {
        Session session = SomeAccounts.session(USER.id());
        SessionId token = SessionId.ofToken("any");
        try (Storage storage = MongoStorage.open(database.uriThrough(proxy) + "&timeoutMS=500");
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            SessionRepository sessions = storage.sessions();
            List<Runnable> calls = List.of(
                    () -> sessions.add(session),
                    () -> sessions.find(USER.id(), session.id()),
                    () -> sessions.list(USER.id(), 1),
                    () -> sessions.refresh(session, session),
                    () -> sessions.touch(USER.id(), session.id(), Instant.EPOCH, Instant.EPOCH),
                    () -> sessions.remove(USER.id(), session.id()),
                    () -> sessions.removeAllBut(USER.id(), 1),
                    () -> sessions.removeEarlier(USER.id(), 1, Optional.empty()),
                    () -> sessions.removeAll(USER.id(), 1),
                    () -> sessions.removeExpired(Instant.EPOCH, 1),
                    () -> sessions.revoke(USER.id(), token, Instant.EPOCH),
                    () -> sessions.isRevoked(USER.id(), token),
                    () -> storage.users().replace(USER, USER),
                    () -> storage.users().closed(1),
                    () -> storage.users().delete(USER, Instant.EPOCH),
                    () -> storage.users().tombstones(Instant.EPOCH, 1),
                    () -> storage.users().removeTombstone(USER.id()),
                    () -> storage.templates().removeAll(USER.id(), 1));
            proxy.delay(Duration.ofDays(1));
            List<Callable<Object>> all = calls.stream().map(Executors::callable).toList();
            for (Future<Object> outcome : threads.invokeAll(all, PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                assertThatExceptionOfType(ExecutionException.class)
                        .isThrownBy(outcome::get)
                        .withCauseInstanceOf(Failure.Unavailable.class);
            }
        }
    }

    @Test
    void aServerThatComesWithTheDatabaseOfAnotherApplicationIsNotUsed() {
        database.users().insertOne(BsonDocument.parse("{username: 'old'}"));
        var before = database.everything();
        proxy.refuse();
        try (Storage storage = open()) {
            proxy.resume();
            await().during(Duration.ofSeconds(2)).atMost(PATIENCE).until(() -> !storage.isReady());
            assertCallsFailAtOnce(storage);
            assertThat(database.everything()).isEqualTo(before);

            database.users().deleteMany(new BsonDocument());
            await().atMost(PATIENCE).until(storage::isReady);
        }
    }

    @Test
    void aClosedStorageIsUnavailable() {
        Storage storage = open();
        storage.close();
        assertThat(storage.isReady()).isFalse();
        assertUnavailable(storage);
        storage.close();
    }

    @Test
    void aStorageThatNeverBecameReadyCanBeClosed() {
        proxy.refuse();
        Storage storage = open();
        storage.close();
        proxy.resume();
        assertUnavailable(storage);
        assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
                .doesNotContain(Preparation.THREAD);
    }

    /** If each of these waited for a server, the test would take more than its time. */
    private static void assertCallsFailAtOnce(Storage storage) {
        for (int i = 0; i < 200; i++) {
            assertUnavailable(storage);
        }
    }

    private static void assertUnavailable(Storage storage) {
        assertThatExceptionOfType(Failure.Unavailable.class)
                .isThrownBy(() -> storage.users().find(USER.name()))
                .satisfies(failure -> assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(1)));
    }
}
