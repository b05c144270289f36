package dev.stencil.adapter.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stencil.adapter.sqlite.file.Handle;
import dev.stencil.core.domain.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadersTest {
    @TempDir
    Path temp;

    @Test
    void whoFindsNoConnectionInTimeIsToldSo() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        Path file = DatabaseFiles.filled(temp).resolve("stencil.db");
        try (Handle first = Handle.open(file, "mode=rw");
                Readers readers = new Readers(file);
                ExecutorService callers = Executors.newCachedThreadPool()) {
            assertThat(first.number("SELECT count(*) FROM users")).isEqualTo(1);
            List<Future<Boolean>> reads = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                reads.add(callers.submit(() -> readers.read(database -> await(gate))));
            }
            assertThatExceptionOfType(Failure.Unavailable.class).isThrownBy(() -> readers.read(database -> true));
            gate.countDown();
            int served = 0;
            for (Future<Boolean> read : reads) {
                served += wasServed(read) ? 1 : 0;
            }
            assertThat(served).isBetween(4, 49);
            int users = readers.read(database -> database.number("SELECT count(*) FROM users"));
            assertThat(users).isEqualTo(1);
        }
    }

    private static boolean await(CountDownLatch gate) {
        try {
            return gate.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean wasServed(Future<Boolean> read) throws Exception {
        while (!read.isDone()) {
            Thread.sleep(10);
        }
        return read.state() == Future.State.SUCCESS;
    }

    @Test
    void aFailureWhileReadingGivesTheConnectionBack() throws Exception {
        Path file = DatabaseFiles.filled(temp).resolve("stencil.db");
        try (Handle first = Handle.open(file, "mode=rw"); Readers readers = new Readers(file)) {
            assertThat(first.number("SELECT count(*) FROM users")).isEqualTo(1);
            for (int i = 0; i < 20; i++) {
                assertThatExceptionOfType(IllegalStateException.class)
                        .isThrownBy(() -> readers.read(database -> database.number("SELECT * FROM no_such_table")));
            }
            int users = readers.read(database -> database.number("SELECT count(*) FROM users"));
            assertThat(users).isEqualTo(1);
        }
    }

    @Test
    void readersCannotWrite() throws Exception {
        Path file = DatabaseFiles.filled(temp).resolve("stencil.db");
        try (Handle first = Handle.open(file, "mode=rw"); Readers readers = new Readers(file)) {
            assertThat(first.number("SELECT count(*) FROM users")).isEqualTo(1);
            assertThatExceptionOfType(Failure.Unavailable.class)
                    .isThrownBy(() -> readers.read(database -> database.update("DELETE FROM users")));
        }
    }
}
