package dev.stencil.adapter.sqlite.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stencil.adapter.sqlite.DatabaseFiles;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseFileTest {
    @TempDir
    Path temp;

    @Test
    void everyCommitIsSyncedAndTheFileSaysWhoseItIs() throws Exception {
        DatabaseFiles.filled(temp);
        FileHeader header = FileHeader.read(temp.resolve("stencil.db")).orElseThrow();
        assertThat(header).isEqualTo(new FileHeader(Schema.VERSION, Schema.APPLICATION_ID));
        try (DataFolder folder = DataFolder.hold(temp); Handle handle = DatabaseFile.open(folder)) {
            int full = 2;
            assertThat(handle.number("PRAGMA synchronous")).isEqualTo(full);
            assertThat(handle.first("PRAGMA journal_mode", row -> row.getString(1))).contains("wal");
            assertThat(handle.first("PRAGMA locking_mode", row -> row.getString(1))).contains("normal");
        }
    }

    @Test
    void aDatabaseThatABackupTookOutOfTheLogModeIsPutBackIntoIt() throws Exception {
        DatabaseFiles.filled(temp);
        DatabaseFiles.run(temp, "PRAGMA journal_mode = DELETE");
        try (DataFolder folder = DataFolder.hold(temp); Handle handle = DatabaseFile.open(folder)) {
            assertThat(handle.first("PRAGMA journal_mode", row -> row.getString(1))).contains("wal");
            assertThat(handle.number("SELECT count(*) FROM templates")).isEqualTo(100);
        }
    }

    @Test
    void aMigrationThatFailsHalfWayChangesNothing() throws Exception {
        DatabaseFiles.filled(temp);
        try (Handle handle = Handle.open(temp.resolve("stencil.db"), "mode=rw")) {
            // A table of that name is in the way of the script.
            handle.run("PRAGMA user_version = 0; DROP TABLE users; DROP INDEX templates_by_key;");
            assertThatThrownBy(() -> Schema.migrate(handle))
                    .isInstanceOf(SQLException.class);
        }
        try (Handle handle = Handle.open(temp.resolve("stencil.db"), "mode=ro")) {
            assertThat(handle.number("PRAGMA user_version")).isZero();
            assertThat(handle.number("SELECT count(*) FROM sqlite_schema WHERE name = 'users'")).isZero();
            assertThat(handle.number("SELECT count(*) FROM templates")).isEqualTo(100);
        }
    }
}
