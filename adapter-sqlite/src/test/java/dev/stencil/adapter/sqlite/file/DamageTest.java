package dev.stencil.adapter.sqlite.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stencil.adapter.sqlite.DatabaseFiles;
import dev.stencil.adapter.sqlite.SqliteStorage;
import dev.stencil.contract.fixture.Fixtures;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.template.Order;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.domain.template.Versions;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A damaged page in a database that is too large to be checked at the start. */
class DamageTest extends Handler {
    private static final Logger LOG = Logger.getLogger("dev.stencil.adapter.sqlite");

    @TempDir
    Path temp;

    private final ConcurrentLinkedQueue<String> logged = new ConcurrentLinkedQueue<>();
    private final Id owner = Fixtures.id();
    private final Template damaged = Fixtures.template(owner, "damaged" + "y".repeat(200_000));

    @BeforeEach
    void damage() throws Exception {
        try (SqliteStorage storage = SqliteStorage.open(temp)) {
            DatabaseFiles.addLarge(storage, Fixtures.id(), 90);
            storage.templates().add(damaged);
        }
        Path file = temp.resolve("stencil.db");
        byte[] bytes = Files.readAllBytes(file);
        assertThat(bytes.length).isGreaterThan(16 * 1024 * 1024);
        int inContent = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("y".repeat(4_092), 4_096);
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            // Each page of a long content begins with the number of the next.
            open.seek((inContent + 4_096) / 4_096 * 4_096L);
            open.writeInt(-1);
        }
        LOG.addHandler(this);
    }

    @AfterEach
    void stopListening() {
        LOG.removeHandler(this);
    }

    private static void assertDamage(ThrowingCallable call) {
        assertThatExceptionOfType(Failure.Unavailable.class)
                .isThrownBy(call)
                .satisfies(failure -> assertThat(failure.isDamage()).isTrue());
    }

    @Test
    void aDamagedRowIsInTheWayOfThoseAloneWhoWantItAndIsLoggedOnce() throws Exception {
        try (SqliteStorage storage = SqliteStorage.open(temp);
                ExecutorService callers = Executors.newFixedThreadPool(16)) {
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                Template template = Fixtures.template(Fixtures.id(), "template " + i);
                calls.add(callers.submit(() -> storage.templates().add(template)));
                calls.add(callers.submit(() -> assertDamage(
                        () -> storage.templates().remove(owner, damaged.id(), Versions.any()))));
                calls.add(callers.submit(() -> assertThat(storage.isReady()).isTrue()));
            }
            for (Future<?> call : calls) {
                call.get();
            }
            assertDamage(() -> storage.templates().find(owner, damaged.id()));
            assertDamage(() -> storage.templates().page(owner, null, Order.OLDEST_FIRST, 10));
            assertThat(storage.isReady()).isTrue();
        }
        assertThat(logged.stream().filter(line -> line.contains(damaged.id().hex()))).hasSize(2);
        assertThat(logged).allMatch(line -> line.startsWith("The database is damaged"));
    }

    @Override
    public void publish(LogRecord entry) {
        logged.add(entry.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
