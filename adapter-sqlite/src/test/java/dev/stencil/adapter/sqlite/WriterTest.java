package dev.stencil.adapter.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stencil.adapter.sqlite.file.Handle;
import dev.stencil.contract.fixture.Fixtures;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WriterTest {
    private static final String INSERT = "INSERT INTO notes VALUES (?)";

    @TempDir
    Path temp;

    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch gate = new CountDownLatch(1);
    private Future<Boolean> guard = CompletableFuture.completedFuture(true);
    private Handle reading;
    private Writer writer;

    @BeforeEach
    void open() throws SQLException {
        Path folder = DatabaseFiles.filled(temp.resolve("data"));
        DatabaseFiles.run(folder, "CREATE TABLE notes (text TEXT UNIQUE)");
        Handle writing = Handle.open(folder.resolve("stencil.db"), "mode=rw");
        writer = new Writer(writing, () -> true);
        reading = Handle.open(folder.resolve("stencil.db"), "mode=ro");
    }

    @AfterEach
    void close() {
        gate.countDown();
        writer.close();
        reading.close();
        callers.shutdownNow();
    }

    private int notes() throws SQLException {
        return reading.number("SELECT count(*) FROM notes");
    }

    private <T> Future<T> submit(Handle.Work<T> write) {
        return callers.submit(() -> writer.write(write));
    }

    private Future<Integer> note(String text) {
        return submit(database -> database.update(INSERT, text));
    }

    /** Keeps the writer busy until the gate opens, so that what is submitted meanwhile becomes one transaction. */
    private void shutGate() throws InterruptedException {
        CountDownLatch reached = new CountDownLatch(1);
        guard = submit(database -> {
            reached.countDown();
            return awaitGate();
        });
        reached.await();
    }

    private boolean awaitGate() {
        try {
            return gate.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            // close() wakes an idle writer; this one is at work.
            return awaitGate();
        }
    }

    private void awaitQueued(int writes) throws InterruptedException {
        while (writer.queued() < writes) {
            Thread.sleep(1);
        }
    }

    private void openGateOnceQueued(int writes) throws InterruptedException {
        awaitQueued(writes);
        gate.countDown();
    }

    /** The transaction that stalled has ended, so that writes are taken again. */
    private void awaitHealthy() throws InterruptedException {
        while (!writer.isHealthy()) {
            Thread.sleep(1);
        }
    }

    private static <T> T get(Future<T> future) throws Exception {
        try {
            return future.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private static void assertWritten(List<Future<Integer>> writes) throws Exception {
        for (Future<Integer> write : writes) {
            assertThat(get(write)).isEqualTo(1);
        }
    }

    private static void assertUnavailable(Future<?> future) {
        assertThatExceptionOfType(Failure.Unavailable.class).isThrownBy(() -> get(future));
    }

    @Test
    void writesThatWaitShareOneTransaction() throws Exception {
        shutGate();
        Future<Integer> first = note("first");
        awaitQueued(1);
        Future<List<Integer>> second = submit(database -> List.of(
                database.number("SELECT count(*) FROM notes"), notes()));
        openGateOnceQueued(2);
        assertThat(get(first)).isEqualTo(1);
        assertThat(get(second)).as("seen within the transaction, and from outside").containsExactly(1, 0);
        assertThat(notes()).isEqualTo(1);
    }

    @Test
    void aWriteThatFailsIsUndoneAloneAndTheOthersAreKept() throws Exception {
        Id existing = Fixtures.id();
        shutGate();
        List<Future<Integer>> good = new ArrayList<>(List.of(note("a"), note("b")));
        Future<Boolean> answer = submit(database -> {
            database.update(INSERT, "undone 1");
            throw new Failure.Conflict(existing);
        });
        Future<Boolean> mistake = submit(database -> {
            database.update(INSERT, "undone 2");
            throw new ArithmeticException("a mistake");
        });
        Future<Integer> badStatement = submit(database -> {
            database.update(INSERT, "undone 3");
            return database.update("INSERT INTO no_such_table VALUES (1)");
        });
        Future<Integer> notUnique = submit(database -> {
            database.update(INSERT, "twice");
            return database.update(INSERT, "twice");
        });
        good.add(note("c"));
        openGateOnceQueued(7);
        assertWritten(good);
        assertThatExceptionOfType(Failure.Conflict.class)
                .isThrownBy(() -> get(answer))
                .satisfies(conflict -> assertThat(conflict.existing()).isEqualTo(existing));
        for (Future<?> ours : List.of(mistake, badStatement, notUnique)) {
            assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> get(ours));
        }
        assertThat(notes()).isEqualTo(3);
        assertThat(writer.isHealthy()).isTrue();
    }

    @Test
    void aTransactionThatIsLostHurtsOnlyTheWriteThatLostIt() throws Exception {
        shutGate();
        Future<Integer> first = note("a");
        Future<Boolean> answer = submit(database -> {
            throw new Failure.Conflict(Fixtures.id());
        });
        Future<Integer> culprit = submit(database -> database.update("ROLLBACK"));
        Future<Integer> second = note("b");
        openGateOnceQueued(4);
        assertUnavailable(culprit);
        assertThat(get(guard)).isTrue();
        assertWritten(List.of(first, second));
        assertThatExceptionOfType(Failure.Conflict.class).isThrownBy(() -> get(answer));
        assertThat(notes()).isEqualTo(2);
    }

    @Test
    void aFullDiskIsUnavailableUntilThereIsRoomAgain() throws Exception {
        get(submit(database -> {
            database.run("PRAGMA max_page_count = " + database.number("PRAGMA page_count"));
            return true;
        }));
        assertUnavailable(note("x".repeat(100_000)));
        assertThat(notes()).isZero();
        get(submit(database -> {
            database.run("PRAGMA max_page_count = 1000000");
            return true;
        }));
        assertThat(get(note("x".repeat(100_000)))).isEqualTo(1);
        assertThat(writer.isHealthy()).isTrue();
    }

    @Test
    void theWriterFindsOutByItselfThatWritesSucceedAgain() throws Exception {
        try (Handle blocking = Handle.open(temp.resolve("data/stencil.db"), "mode=rw")) {
            blocking.update("BEGIN IMMEDIATE");
            assertUnavailable(note("blocked"));
            assertThat(writer.isHealthy()).isFalse();
            blocking.update("COMMIT");
        }
        awaitHealthy();
        assertThat(notes()).isZero();
    }

    @Test
    void aWriteThatIsNotMadeInTimeIsUnavailableAndNeverMade() throws Exception {
        shutGate();
        Future<Integer> late = note("late");
        assertUnavailable(late);
        assertThat(writer.isHealthy()).isFalse();
        gate.countDown();
        assertUnavailable(guard);
        awaitHealthy();
        assertThat(get(note("next"))).isEqualTo(1);
        assertThat(reading.first("SELECT text FROM notes", row -> row.getString(1))).contains("next");
    }

    @Test
    void aWriteWhoseCallerIsInterruptedBeforeItsTurnIsNeverMade() throws Exception {
        shutGate();
        Thread caller = Thread.ofVirtual().start(() -> assertThatExceptionOfType(Failure.Unavailable.class)
                .isThrownBy(() -> writer.write(database -> database.update(INSERT, "abandoned"))));
        awaitQueued(1);
        caller.interrupt();
        caller.join();
        Future<Integer> next = note("next");
        openGateOnceQueued(1);
        assertThat(get(next)).isEqualTo(1);
        assertThat(reading.first("SELECT text FROM notes", row -> row.getString(1))).contains("next");
    }

    @Test
    void moreWritesThanMayWaitAreUnavailable() throws Exception {
        shutGate();
        List<Future<Integer>> writes = new ArrayList<>();
        for (int i = 0; i < 1_100; i++) {
            writes.add(note("note " + i));
        }
        int refused = 0;
        while (refused < 1_100 - 1_024) {
            refused = (int) writes.stream().filter(Future::isDone).count();
            Thread.sleep(10);
        }
        gate.countDown();
        for (Future<Integer> write : writes) {
            if (write.state() == Future.State.FAILED) {
                assertUnavailable(write);
            } else {
                assertThat(get(write)).isEqualTo(1);
            }
        }
        assertThat(notes()).isEqualTo(1_024);
    }

    @Test
    void closingWritesWhatIsWaitingAndRefusesWhatComes() throws Exception {
        shutGate();
        List<Future<Integer>> writes = List.of(note("a"), note("b"), note("c"));
        awaitQueued(3);
        Future<Boolean> closing = callers.submit((Callable<Boolean>) writer::close);
        while (writer.isHealthy()) {
            Thread.sleep(1);
        }
        assertUnavailable(note("late"));
        gate.countDown();
        assertWritten(writes);
        assertThat(get(closing)).isTrue();
        assertThat(notes()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(classes = {StackOverflowError.class, OutOfMemoryError.class, AssertionError.class})
    void anErrorHurtsOnlyTheWriteThatThrowsIt(Class<? extends Error> kind) throws Exception {
        Error error = kind.getConstructor().newInstance();
        shutGate();
        Future<Integer> before = note("before");
        Future<Integer> deadly = submit(database -> {
            database.update(INSERT, "undone");
            throw error;
        });
        Future<Integer> after = note("after");
        openGateOnceQueued(3);
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> get(deadly)).withCause(error);
        assertWritten(List.of(before, after, note("late")));
        assertThat(notes()).isEqualTo(3);
        assertThat(writer.isHealthy()).isTrue();
    }

    @Test
    void aWriteWhoseCallerHasGivenUpHoldsNoPlace() throws Exception {
        shutGate();
        List<Future<Integer>> writes = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            writes.add(callers.submit(() -> writer.write(1024 * 1024, database -> database.update(INSERT, "late"))));
        }
        for (Future<Integer> write : writes) {
            assertUnavailable(write);
        }
        assertThat(writer.queued()).isZero();
        gate.countDown();
        awaitHealthy();
        Future<Integer> large = callers.submit(
                () -> writer.write(Writer.MAX_WAITING_BYTES, database -> database.update(INSERT, "one")));
        assertThat(get(large)).isEqualTo(1);
        assertThat(notes()).isEqualTo(1);
    }

    @Test
    void moreBytesThanMayWaitAreUnavailable() throws Exception {
        shutGate();
        Future<Integer> large = callers.submit(
                () -> writer.write(Integer.MAX_VALUE, database -> database.update(INSERT, "large")));
        awaitQueued(1);
        assertUnavailable(note("small"));
        gate.countDown();
        assertThat(get(large)).isEqualTo(1);
        assertThat(get(note("next"))).isEqualTo(1);
    }

    @Test
    void whileTheDiskStallsWritesAreRefusedBeforeTheyWait() throws Exception {
        shutGate();
        assertUnavailable(guard);
        while (writer.isHealthy()) {
            Thread.sleep(1);
        }
        for (int i = 0; i < 2_000; i++) {
            assertThatExceptionOfType(Failure.Unavailable.class)
                    .isThrownBy(() -> writer.write(database -> database.update(INSERT, "refused")))
                    .withMessageContaining("the disk");
        }
        assertThat(writer.queued()).isZero();
        gate.countDown();
        awaitHealthy();
        assertThat(get(note("next"))).isEqualTo(1);
        assertThat(notes()).isEqualTo(1);
    }

    @Test
    void everyWriteOfManyCallersIsThere() throws Exception {
        List<Future<Integer>> writes = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            writes.add(note("note " + i));
        }
        assertWritten(writes);
        assertThat(notes()).isEqualTo(1_000);
    }
}
