package dev.stencil.adapter.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stencil.adapter.sqlite.file.Handle;
import dev.stencil.contract.fixture.Fixtures;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.session.Session;
import dev.stencil.core.domain.template.Order;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.port.StorageNotOpened;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteReadingTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenWhileAFolderIsReadIsSeen() {
        try (SqliteStorage storage = SqliteStorage.open(folder); SqliteReading reading = SqliteReading.open(folder)) {
            assertThat(reading.archive().inventory().users()).isZero();
            User user = Fixtures.user("ada");
            storage.users().add(user);
            assertThat(reading.archive().users(null, 10).items()).singleElement()
                    .satisfies(one -> assertThat(one.item()).isEqualTo(user));
        }
    }

    @Test
    void theRepositoriesReadWhatTheServerWrites() {
        try (SqliteStorage storage = SqliteStorage.open(folder); SqliteReading reading = SqliteReading.open(folder)) {
            User user = Fixtures.user("ada");
            storage.users().add(user);
            Template template = Fixtures.template(user.id(), 1L);
            storage.templates().add(template);
            Session session = Fixtures.session(user.id());
            storage.sessions().add(session);

            assertThat(reading.users().find(user.name())).contains(user);
            assertThat(reading.users().find(user.id())).contains(user);
            assertThat(reading.templates().find(user.id(), template.id())).contains(template);
            assertThat(reading.templates().page(user.id(), null, Order.NEWEST_FIRST, 9).items())
                    .containsExactly(template);
            assertThat(reading.sessions().list(user.id(), 9)).containsExactly(session);
        }
    }

    @Test
    void everyWriteIsRefusedAndChangesNothing() {
        User user = Fixtures.user("ada");
        try (SqliteStorage storage = SqliteStorage.open(folder); SqliteReading reading = SqliteReading.open(folder)) {
            storage.users().add(user);
            List<Runnable> writes = List.of(
                    () -> reading.users().add(Fixtures.user("bob")),
                    () -> reading.users().replace(user, user.rehashed("other", user.updated())),
                    () -> reading.templates().add(Fixtures.template(user.id(), 1L)),
                    () -> reading.templates().removeAll(user.id(), 9),
                    () -> reading.sessions().add(Fixtures.session(user.id())),
                    () -> reading.sessions().removeExpired(Fixtures.now(), 9));
            for (Runnable write : writes) {
                assertThatExceptionOfType(UnsupportedOperationException.class)
                        .isThrownBy(write::run)
                        .withMessageContaining("only read");
            }
            assertThat(storage.users().find(user.id())).contains(user);
        }
    }

    @Test
    void aFolderThatNobodyHasOpenIsReadAndCanBeOpenedAfterwards() throws Exception {
        try (SqliteStorage storage = SqliteStorage.open(folder)) {
            storage.users().add(Fixtures.user("ada"));
        }
        byte[] before = Files.readAllBytes(folder.resolve("stencil.db"));
        try (SqliteReading reading = SqliteReading.open(folder)) {
            assertThat(reading.archive().users(null, 10).items()).hasSize(1);
        }
        assertThat(folder.resolve("stencil.db")).hasBinaryContent(before);
        try (SqliteStorage storage = SqliteStorage.open(folder)) {
            assertThat(storage.archive().users(null, 10).items()).hasSize(1);
        }
    }

    @Test
    void aFolderWithoutADatabaseIsRefusedAndStaysEmpty() {
        assertThatExceptionOfType(StorageNotOpened.class)
                .isThrownBy(() -> SqliteReading.open(folder))
                .withMessageContaining("stencil.db");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aDatabaseThatIsNotOursOrOfAnotherVersionIsRefused() throws Exception {
        Path file = folder.resolve("stencil.db");
        Files.writeString(file, "no database at all");
        refused("damaged or no database");
        Files.delete(file);
        DatabaseFiles.filled(folder);
        try (Handle outside = Handle.open(file, "mode=rw")) {
            outside.run("PRAGMA user_version = 0");
            refused("older Stencil");
            outside.run("PRAGMA user_version = 99");
            refused("newer Stencil");
            outside.run("PRAGMA application_id = 7");
            refused("another program");
        }
    }

    private void refused(String why) {
        assertThatExceptionOfType(StorageNotOpened.class)
                .isThrownBy(() -> SqliteReading.open(folder))
                .withMessageContaining(why);
    }
}
