package dev.stencil.adapter.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.adapter.sqlite.file.Handle;
import dev.stencil.contract.fixture.Fixtures;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.SessionId;
import dev.stencil.core.domain.session.Session;
import dev.stencil.core.domain.template.Order;
import dev.stencil.core.domain.template.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log is moved into the database again and again: nobody holds on to an old part of it. */
class LogTest {
    @TempDir
    Path temp;

    @Test
    void theLogStaysSmallWhileListsAreRead() throws Exception {
        try (SqliteStorage storage = SqliteStorage.open(temp)) {
            Id owner = Fixtures.id();
            for (int i = 0; i < 300; i++) {
                storage.templates().add(Fixtures.template(owner, i + "x".repeat(200_000)));
                // One that has more to come, and one that is at its end.
                Page page = storage.templates().page(owner, null, Order.OLDEST_FIRST, 1);
                storage.templates().page(owner, page.next().orElse(null), Order.NEWEST_FIRST, 1);
            }
            assertThat(Files.size(temp.resolve("stencil.db"))).isGreaterThan(40_000_000);
            assertThat(Files.size(temp.resolve("stencil.db-wal"))).isLessThan(20_000_000);
        }
    }

    @Test
    void whatChangesNothingIsNotWritten() throws Exception {
        try (SqliteStorage storage = SqliteStorage.open(temp)) {
            Session session = Fixtures.session(Fixtures.id());
            storage.sessions().add(session);
            long written = Files.size(temp.resolve("stencil.db-wal"));
            storage.sessions().touch(session.user(), session.id(), session.lastUsed(), session.expires());
            storage.sessions().touch(session.user(), SessionId.of(Fixtures.id()), session.expires(), session.expires());
            storage.sessions().removeAllBut(session.user(), 1);
            storage.sessions().removeEarlier(session.user(), session.epoch(), Optional.empty());
            storage.sessions().removeExpired(Instant.EPOCH, 10);
            storage.users().delete(Fixtures.user("nobody"), session.created());
            assertThat(Files.size(temp.resolve("stencil.db-wal"))).isEqualTo(written);
        }
    }

    @Test
    void nothingStaysOpenAfterACall() throws Exception {
        try (SqliteStorage storage = SqliteStorage.open(temp);
                Handle outside = Handle.open(temp.resolve("stencil.db"), "mode=rw")) {
            Id owner = Fixtures.id();
            for (long i = 0; i < 20; i++) {
                storage.templates().add(Fixtures.template(owner, i));
                storage.templates().page(owner, null, Order.OLDEST_FIRST, 5);
                storage.users().find(Fixtures.id());
            }
            storage.templates().remove(owner, Fixtures.content(3L).fingerprint());
            // Waits for every reader and the writer, and gives up (1) if one does not let go.
            assertThat(outside.number("PRAGMA wal_checkpoint(TRUNCATE)")).isZero();
            assertThat(temp.resolve("stencil.db-wal")).isEmptyFile();
        }
    }
}
