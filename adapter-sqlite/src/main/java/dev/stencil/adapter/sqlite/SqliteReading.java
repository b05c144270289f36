package dev.stencil.adapter.sqlite;

import dev.stencil.adapter.sqlite.file.Handle;
import dev.stencil.adapter.sqlite.file.Inspection;
import dev.stencil.adapter.sqlite.file.NativeLibrary;
import dev.stencil.adapter.sqlite.file.Schema;
import dev.stencil.core.port.Archive;
import dev.stencil.core.port.SessionRepository;
import dev.stencil.core.port.StorageNotOpened;
import dev.stencil.core.port.TemplateRepository;
import dev.stencil.core.port.UserRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * Read-only access to a data folder, also while a server has it open: the repositories of {@link SqliteStorage}, each
 * of whose writes is an {@link UnsupportedOperationException}, and the archive. The database is opened read-only and
 * not changed; where no server has it open, SQLite may leave an empty {@code stencil.db-wal} and a {@code
 * stencil.db-shm} beside it, which are harmless.
 */
public final class SqliteReading implements AutoCloseable {
    private final Readers readers;

    private SqliteReading(Readers readers) {
        this.readers = readers;
    }

    /**
     * @throws StorageNotOpened if there is no database of this version of Stencil in the folder, or no right to read it
     */
    public static SqliteReading open(Path folder) {
        Path file = database(folder);
        NativeLibrary.loadForReading(folder);
        try (Handle database = Handle.open(file, "mode=ro")) {
            int version = Inspection.refuseUnlessOurs(file, database);
            if (version < Schema.VERSION) {
                throw new StorageNotOpened(file + " was made by an older Stencil (its tables have version " + version
                        + ", this one reads " + Schema.VERSION + "): start this one on the folder first");
            }
            return new SqliteReading(new Readers(file));
        } catch (SQLException e) {
            throw Inspection.refused(file, e);
        }
    }

    /** @throws StorageNotOpened if it is not there */
    static Path database(Path folder) {
        Path file = folder.resolve("stencil.db");
        if (!Files.isRegularFile(file)) {
            throw new StorageNotOpened("There is no " + file + " to read: name the data folder of a Stencil");
        }
        return file;
    }

    public UserRepository users() {
        return new SqliteUserRepository(Writes.REFUSED, readers);
    }

    public TemplateRepository templates() {
        return new SqliteTemplateRepository(Writes.REFUSED, readers);
    }

    public SessionRepository sessions() {
        return new SqliteSessionRepository(Writes.REFUSED, readers);
    }

    public Archive archive() {
        return new SqliteArchive(Writes.REFUSED, readers);
    }

    @Override
    public void close() {
        readers.close();
    }
}
