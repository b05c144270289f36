package dev.stencil.adapter.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stencil.contract.fixture.Fixtures;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.account.User;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens when somebody moves, deletes or replaces the files of a database that is open. */
class VanishedFilesTest {
    @TempDir
    Path temp;

    private static void assertNothingIsWritten(SqliteStorage storage) throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            User user = Fixtures.user("told " + i);
            assertThatExceptionOfType(Failure.Unavailable.class).isThrownBy(() -> storage.users().add(user));
        }
        while (storage.isReady()) {
            Thread.sleep(10);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "stencil.db", "stencil.db-wal", "stencil.db-shm"})
    void whatWouldBeWrittenToAFileThatIsNotAtItsPathIsUnavailable(String name) throws Exception {
        Path folder = temp.resolve("data");
        Path file = folder.resolve(name);
        Path away = temp.resolve("away");
        try (SqliteStorage storage = SqliteStorage.open(folder)) {
            User before = Fixtures.user("before");
            storage.users().add(before);
            Files.move(file, away);
            assertNothingIsWritten(storage);
            Files.move(away, file);
            while (!storage.isReady()) {
                Thread.sleep(10);
            }
            User after = Fixtures.user("after");
            storage.users().add(after);
            assertThat(storage.users().find(before.id())).contains(before);
            assertThat(storage.users().find(after.id())).contains(after);
        }
    }

    @Test
    void aFileThatWasReplacedIsNotWrittenTo() throws Exception {
        DatabaseFiles.filled(temp.resolve("other"));
        byte[] other = Files.readAllBytes(temp.resolve("other/stencil.db"));
        Path folder = temp.resolve("data");
        try (SqliteStorage storage = SqliteStorage.open(folder)) {
            storage.users().add(Fixtures.user("before"));
            Files.delete(folder.resolve("stencil.db"));
            Files.write(folder.resolve("stencil.db"), other);
            assertNothingIsWritten(storage);
        }
        assertThat(folder.resolve("stencil.db")).hasBinaryContent(other);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLockFileThatIsDeletedOrReplacedLetsNobodyIn(boolean replaced) throws Exception {
        try (SqliteStorage storage = SqliteStorage.open(temp)) {
            storage.users().add(Fixtures.user("before"));
            Files.delete(temp.resolve("stencil.lock"));
            if (replaced) {
                Files.createFile(temp.resolve("stencil.lock"));
            }
            assertThat(OtherProcess.run("open", temp)).contains("in use by another Stencil");
            assertThat(OtherProcess.run("open", temp)).contains("in use by another Stencil");
            storage.users().add(Fixtures.user("after"));
            assertThat(storage.isReady()).isTrue();
        }
        assertThat(OtherProcess.run("open", temp)).contains("opened");
    }
}
