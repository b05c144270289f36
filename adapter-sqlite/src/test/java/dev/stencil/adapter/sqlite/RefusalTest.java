package dev.stencil.adapter.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stencil.adapter.sqlite.file.FileHeader;
import dev.stencil.adapter.sqlite.file.Schema;
import dev.stencil.contract.fixture.Fixtures;
import dev.stencil.core.port.StorageNotOpened;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be opened is left as it was, and whoever runs the program is told what to do. */
class RefusalTest {
    @TempDir
    Path temp;

    private Path folder;
    private Path file;

    @BeforeEach
    void nameFolder() {
        folder = temp.resolve("data");
        file = folder.resolve("stencil.db");
    }

    private void assertRefused(String... messageParts) throws IOException {
        DatabaseFiles.assertRefused(folder, messageParts);
    }

    @Test
    void aFileInPlaceOfTheFolderIsRefused() throws IOException {
        Files.writeString(folder, "no folder");
        assertThatExceptionOfType(StorageNotOpened.class)
                .isThrownBy(() -> SqliteStorage.open(folder))
                .withMessageContaining("is not a folder");
        assertThat(folder).hasContent("no folder");
    }

    @Test
    void aFolderThatCannotBeMadeIsRefused() throws IOException {
        Files.writeString(folder, "no folder");
        assertThatExceptionOfType(StorageNotOpened.class)
                .isThrownBy(() -> SqliteStorage.open(folder.resolve("deeper/down")))
                .withMessageContaining("choose another");
    }

    @Test
    void aFolderThatCannotBeWrittenToIsRefused() throws IOException {
        Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(
                PosixFilePermissions.fromString("r-x------")));
        assumeTrue(!Files.isWritable(folder), "root may write everywhere");
        assertRefused("Cannot write", "give the user");
    }

    @Test
    void aSecondOpenInTheSameProcessIsRefusedAndTheFirstGoesOn() throws Exception {
        try (SqliteStorage first = SqliteStorage.open(folder)) {
            first.users().add(Fixtures.user("before"));
            for (int i = 0; i < 2; i++) {
                assertThatExceptionOfType(StorageNotOpened.class)
                        .isThrownBy(() -> SqliteStorage.open(folder))
                        .withMessageContaining("in use by another Stencil");
            }
            first.users().add(Fixtures.user("after"));
            // No lock was lost, neither ours nor SQLite's own. (Nor may this test read the file itself: that drops
            // them.)
            assertThat(OtherProcess.run("open", folder)).contains("in use by another Stencil");
            assertThat(OtherProcess.run("look at locks", folder)).contains("locked");
        }
        assertThat(OtherProcess.run("look at locks", folder)).contains("free");
    }

    @Test
    void aSecondProcessIsRefused() throws Exception {
        try (SqliteStorage first = SqliteStorage.open(folder)) {
            first.users().add(Fixtures.user("alice"));
            Map<String, String> before = DatabaseFiles.snapshot(folder);
            assertThat(OtherProcess.run("open", folder))
                    .contains("StorageNotOpened")
                    .contains("in use by another Stencil");
            assertThat(DatabaseFiles.snapshot(folder).equals(before)).isTrue();
        }
        assertThat(OtherProcess.run("open", folder)).contains("opened");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "something else"})
    void aFileThatIsNoDatabaseIsRefused(String content) throws IOException {
        Files.createDirectory(folder);
        Files.writeString(file, content.repeat(100));
        assertRefused("stencil.db is damaged or no database");
    }

    @ParameterizedTest
    @CsvSource({"PRAGMA application_id = 7, belongs to another program",
            "DROP INDEX templates_by_key, stencil.db is damaged"})
    void aDatabaseOfAnotherProgramOrWithoutOneOfItsIndexesIsRefused(String sql, String why) throws Exception {
        DatabaseFiles.filled(folder);
        DatabaseFiles.run(folder, sql);
        assertRefused(why);
    }

    @Test
    void aDatabaseOfANewerVersionIsRefused() throws Exception {
        DatabaseFiles.filled(folder);
        DatabaseFiles.run(folder, "PRAGMA user_version = " + (Schema.VERSION + 1));
        assertRefused("made by a newer Stencil", "version " + (Schema.VERSION + 1));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDatabaseThatOnlyItsLogMakesNewerIsRefused(boolean withItsIndex) throws Exception {
        DatabaseFiles.filled(folder);
        DatabaseFiles.runAndCrash(folder, "PRAGMA user_version = " + (Schema.VERSION + 1));
        assertThat(FileHeader.read(file).orElseThrow().userVersion()).isEqualTo(Schema.VERSION);
        if (!withItsIndex) {
            Files.delete(folder.resolve("stencil.db-shm"));
        }
        assertRefused("made by a newer Stencil");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDamagedPageIsFoundAndRefused(boolean besideALog) throws Exception {
        DatabaseFiles.filled(folder);
        if (besideALog) {
            DatabaseFiles.runAndCrash(folder, "UPDATE users SET updated = 0");
        }
        DatabaseFiles.overwritePage(file, 5);
        assertRefused("stencil.db is damaged");
    }

    @Test
    void aFileThatWasCutOffIsRefused() throws Exception {
        DatabaseFiles.filled(folder);
        DatabaseFiles.setLength(file, Files.size(file) - 4096);
        assertRefused("stencil.db is damaged");
    }

    @Test
    void anIndexOfTheOperatorsOwnIsNoDamage() throws SQLException {
        DatabaseFiles.filled(folder);
        DatabaseFiles.run(folder, "CREATE INDEX their_own ON templates (updated)");
        SqliteStorage.open(folder).close();
    }

    @Test
    void aLogWithoutItsDatabaseIsRefused() throws Exception {
        DatabaseFiles.filled(folder);
        DatabaseFiles.runAndCrash(folder, "UPDATE users SET updated = 0");
        Files.delete(file);
        assertRefused("stencil.db-wal lies there without its database");
    }

    @Test
    void aLinkToADatabaseElsewhereIsRefused() throws Exception {
        DatabaseFiles.filled(temp.resolve("elsewhere"));
        Files.createDirectory(folder);
        Files.createSymbolicLink(file, temp.resolve("elsewhere/stencil.db"));
        assertRefused("is not a regular file");
    }

    @Test
    void aRefusedFolderCanBeOpenedOnceItIsMended() throws Exception {
        Files.createDirectory(folder);
        Files.writeString(file, "no database");
        assertRefused("damaged");
        Files.delete(file);
        SqliteStorage.open(folder).close();
    }
}
