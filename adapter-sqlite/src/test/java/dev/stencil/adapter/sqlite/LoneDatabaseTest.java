package dev.stencil.adapter.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.adapter.sqlite.file.Handle;
import dev.stencil.contract.fixture.Fixtures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database file whose log is missing is refused if its last writes may be in the log, and in no other case. */
class LoneDatabaseTest {
    @TempDir
    Path temp;

    private Path folder;
    private Path file;
    private Path log;

    @BeforeEach
    void nameFiles() {
        folder = temp.resolve("data");
        file = folder.resolve("stencil.db");
        log = folder.resolve("stencil.db-wal");
    }

    private void assertRefused() throws Exception {
        DatabaseFiles.assertRefused(folder, "without its log", "put stencil.db-wal beside it", "--without-log");
    }

    private void assertHas(int templates) {
        DatabaseFiles.assertTemplates(folder, templates);
    }

    @Test
    void theFileOfAKilledProcessIsRefusedUntilItsLogIsBesideIt() throws Exception {
        OtherProcess.run("add and die", folder);
        Path away = Files.move(log, temp.resolve("log"));
        assertRefused();
        Files.createFile(log);
        assertRefused();
        Files.move(away, log, StandardCopyOption.REPLACE_EXISTING);
        assertHas(50);
    }

    @Test
    void aFileCopiedFromARunningStorageIsRefused() throws Exception {
        Path running = temp.resolve("running");
        try (SqliteStorage storage = SqliteStorage.open(running)) {
            storage.users().add(Fixtures.user("alice"));
            Files.createDirectory(folder);
            Process copy = new ProcessBuilder("cp", running.resolve("stencil.db").toString(), file.toString()).start();
            assertThat(copy.waitFor()).isZero();
        }
        assertRefused();
    }

    @Test
    void aFileThatWasClosedCleanlyIsWhole() throws Exception {
        OtherProcess.run("add and die", folder);
        assertHas(50);
        assertThat(DatabaseFiles.snapshot(folder)).containsOnlyKeys("stencil.db");
        assertHas(50);
    }

    @Test
    void aCrashRightAfterTheFirstOpenIsNoObstacle() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(OtherProcess.run("open and die", folder)).contains("opened");
            assertThat(log).isNotEmptyFile();
        }
        assertHas(0);
    }

    @Test
    void aCrashWithinTheCloseIsNoObstacle() throws Exception {
        OtherProcess.run("add and die", folder);
        DatabaseFiles.runAndCrash(folder, "DELETE FROM open_mark");
        assertHas(50);
    }

    @Test
    void readersAreNeverRefusedAndTakeNoLogAway() throws Exception {
        try (SqliteStorage storage = SqliteStorage.open(folder)) {
            SqliteReading.open(folder).close();
            storage.users().add(Fixtures.user("alice"));
        }
        SqliteReading.open(folder).close();
        assertHas(0);
        OtherProcess.run("add and die", folder);
        byte[] written = Files.readAllBytes(log);
        SqliteReading.open(folder).close();
        assertThat(log).hasBinaryContent(written);
        Files.delete(log);
        SqliteReading.open(folder).close();
        assertRefused();
        Files.write(log, written);
        assertHas(50);
    }

    @Test
    void aCloseBesideAReaderLeavesALogThatBelongsToTheFile() throws Exception {
        OtherProcess.run("add and die", folder);
        try (SqliteReading reading = openedAndReadBeside()) {
            assertThat(reading.archive().inventory().templates()).isEqualTo(51);
        }
        assertHas(50);
    }

    /** A reading that goes on after the storage was closed. */
    private SqliteReading openedAndReadBeside() {
        try (SqliteStorage storage = SqliteStorage.open(folder)) {
            SqliteReading reading = SqliteReading.open(folder);
            storage.templates().add(Fixtures.template(Fixtures.id(), "last"));
            return reading;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"VACUUM INTO '%s'", "backup to '%s'"})
    void copiesThatSqliteMakesOfARunningStorageAreWhole(String copy) throws Exception {
        Path next = folder;
        for (int generation = 0; generation < 3; generation++) {
            Path source = generation == 0 ? temp.resolve("first") : next;
            next = Files.createDirectories(temp.resolve("copy " + generation));
            try (SqliteStorage storage = SqliteStorage.open(source);
                    Handle outside = Handle.open(source.resolve("stencil.db"), "mode=ro")) {
                storage.templates().add(Fixtures.template(OtherProcess.OWNER, (long) generation));
                outside.run(copy.formatted(next.resolve("stencil.db")));
            }
        }
        folder = next;
        assertHas(3);
    }
}
