package dev.stencil.adapter.sqlite;

import dev.stencil.adapter.sqlite.file.DataFolder;
import dev.stencil.adapter.sqlite.file.DatabaseFile;
import dev.stencil.adapter.sqlite.file.Failures;
import dev.stencil.adapter.sqlite.file.Handle;
import dev.stencil.adapter.sqlite.file.Inspection;
import dev.stencil.adapter.sqlite.file.NativeLibrary;
import dev.stencil.core.port.StorageNotOpened;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/** Backup of an SQLite store: one file that has all of it as it was at one moment, sessions too. */
public final class SqliteBackup {
    private SqliteBackup() {}

    /**
     * Copies the store of a folder, also while a server has it open. Meanwhile that server's log grows by all that is
     * written: what somebody still reads cannot be moved into the database.
     *
     * @param file is there and empty; its bytes are on the disk when this returns
     * @throws StorageNotOpened if there is no database of Stencil's in the folder, or it cannot be read or written
     */
    public static void copy(Path folder, Path file, Handle.Copying progress) {
        Path database = SqliteReading.database(folder);
        NativeLibrary.loadForReading(folder);
        try (Handle handle = Handle.open(database, "mode=ro")) {
            Inspection.refuseUnlessOurs(database, handle);
            handle.copyTo(file, progress);
        } catch (SQLException e) {
            throw Failures.isDamage(e) ? Inspection.damaged(database, e) : failed(e);
        }
    }

    /**
     * Makes the store of a folder that has none, or no file at all, out of a backup. A killed restoring leaves the
     * folder without a store.
     *
     * @param backup of this or an earlier version
     * @param withoutLog whether it may be a database that was parted from its log, whose last writes are then lost
     * @throws StorageNotOpened if the folder has a store or is in use, or the backup is damaged or not ours
     */
    public static void restore(Path backup, Path folder, boolean withoutLog, Handle.Copying progress) {
        if (!Files.isRegularFile(backup)) {
            throw new StorageNotOpened("There is no file " + backup + " to restore");
        }
        try (DataFolder held = DataFolder.hold(folder)) {
            if (Files.exists(held.database())) {
                throw new StorageNotOpened(held.path() + " has a store already: choose another folder");
            }
            NativeLibrary.load(held.path());
            DatabaseFile.restore(backup, held.database(), withoutLog, progress);
        } catch (SQLException | IOException e) {
            throw failed(e);
        }
    }

    private static StorageNotOpened failed(Exception e) {
        return new StorageNotOpened("Cannot copy the store: check permissions and the room on the disk ("
                + e.getMessage() + ")", e);
    }
}
