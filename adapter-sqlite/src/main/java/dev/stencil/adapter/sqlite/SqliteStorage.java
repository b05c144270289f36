package dev.stencil.adapter.sqlite;

import dev.stencil.adapter.sqlite.file.DataFolder;
import dev.stencil.adapter.sqlite.file.DatabaseFile;
import dev.stencil.adapter.sqlite.file.Handle;
import dev.stencil.adapter.sqlite.file.NativeLibrary;
import dev.stencil.core.port.Archive;
import dev.stencil.core.port.Intake;
import dev.stencil.core.port.SessionRepository;
import dev.stencil.core.port.Storage;
import dev.stencil.core.port.StorageNotOpened;
import dev.stencil.core.port.TemplateRepository;
import dev.stencil.core.port.UserRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A storage in one SQLite file. A write that returned is on the disk (WAL, {@code synchronous = FULL}); writes that
 * come at the same time share one commit. One process at a time.
 */
public final class SqliteStorage implements Storage {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteStorage.class);

    private final DataFolder folder;
    private final Handle writing;
    private final Writer writer;
    private final Readers readers;
    private final AtomicBoolean closed = new AtomicBoolean();

    private SqliteStorage(DataFolder folder, Handle writing, Readers readers) {
        this.folder = folder;
        this.writing = writing;
        this.writer = new Writer(writing, folder::look);
        this.readers = readers;
    }

    /**
     * Opens the storage in a folder, which it holds until it is closed. Makes what is missing, with access for the
     * owner alone where the file system knows permissions:
     * <ul>
     * <li>the folder itself, and those above it;
     * <li>{@code stencil.db}, the database; beside it, while it is open or after a crash, {@code stencil.db-wal} and
     * {@code stencil.db-shm}, which belong to it: never remove or copy one without the others;
     * <li>{@code stencil.lock}, always empty, which says that somebody has the folder open;
     * <li>{@code native}, SQLite's native library, which may be deleted while nobody has the folder open. It is not
     * made, nor loaded from there, if others may write to the folder.
     * </ul>
     * While one of the first three vanishes or is replaced, the storage is not ready and every write is unavailable.
     * A database of an earlier version is brought to this one.
     *
     * @throws StorageNotOpened if that is not possible: no such folder can be made or written to, another storage has
     *     it open, or the database is damaged, parted from its log, another program's, or a newer version's. The
     *     database is as it was then. Damage is found in any page of a database of up to 16 MiB, in the beginning of a
     *     larger one; further on it is found when it is in the way.
     */
    public static SqliteStorage open(Path folder) {
        DataFolder held = DataFolder.hold(folder);
        try {
            NativeLibrary.load(held.path());
            Handle writing = DatabaseFile.open(held);
            try {
                return new SqliteStorage(held, writing, new Readers(held.database()));
            } catch (SQLException e) {
                DatabaseFile.close(writing);
                throw e;
            }
        } catch (SQLException | IOException e) {
            held.close();
            throw new StorageNotOpened("Cannot open " + held.database() + ": check the disk and the permissions ("
                    + e.getMessage() + ")", e);
        } catch (RuntimeException e) {
            held.close();
            throw e;
        }
    }

    /** Whether there is a database in the folder that {@link #open} would not make. */
    public static boolean isIn(Path folder) {
        return Files.exists(DataFolder.database(folder));
    }

    @Override
    public UserRepository users() {
        return new SqliteUserRepository(writer, readers);
    }

    @Override
    public TemplateRepository templates() {
        return new SqliteTemplateRepository(writer, readers);
    }

    @Override
    public SessionRepository sessions() {
        return new SqliteSessionRepository(writer, readers);
    }

    @Override
    public Archive archive() {
        return new SqliteArchive(writer, readers);
    }

    @Override
    public Intake intake() {
        return new SqliteArchive(writer, readers);
    }

    /**
     * False after {@link #close()}, while writes fail, such as on a full disk, while the disk does not finish one, and
     * while the files of the database are not at their paths. True although a row is damaged: all others are served.
     */
    @Override
    public boolean isReady() {
        return writer.isHealthy() && folder.isInPlace();
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        boolean ended = writer.close();
        readers.close();
        if (ended) {
            DatabaseFile.close(writing);
            folder.close();
        } else {
            LOG.error("SQLite does not finish a write; its folder stays locked until the process ends");
        }
    }
}
