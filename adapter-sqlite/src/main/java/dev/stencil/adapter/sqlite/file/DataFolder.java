package dev.stencil.adapter.sqlite.file;

import dev.stencil.core.port.StorageNotOpened;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Data folder, locked by one storage, and the names of the files in it. Two locks hold it: one on {@code stencil.lock},
 * from before there is a database, and one on the database itself, since anybody who tidies up may delete a lock file.
 * That the database is still the one at its path is looked at again and again.
 */
public final class DataFolder implements AutoCloseable {
    /**
     * The folders held by this process. Known before any file of theirs is touched: closing a second descriptor of a
     * file drops the locks that the process has on it, SQLite's own among them.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private static final Logger LOG = LoggerFactory.getLogger(DataFolder.class);

    /** Beyond the end of any file, where SQLite locks nothing. */
    private static final long LOCKED_BYTE = 1L << 62;
    /** How long a look counts: every request asks for readiness. */
    private static final long LOOK_NANOS = 100_000_000;

    private final Path path;
    private final FileChannel lock;
    private @Nullable FileChannel databaseLock;
    /** The files of the open database by path, as the file system knows them. */
    private volatile Map<Path, Object> files = Map.of();
    private volatile boolean inPlace = true;
    private volatile long looked = System.nanoTime();

    private DataFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes the folder if need be and holds it.
     *
     * @throws StorageNotOpened if there cannot be such a folder, another storage holds it, or it has a database that is
     *     not ours
     */
    public static DataFolder hold(Path folder) {
        Path path = existing(folder);
        if (!HELD.add(path)) {
            throw inUse(path);
        }
        try {
            Inspection.ofFile(database(path));
            return new DataFolder(path, lock(path));
        } catch (RuntimeException e) {
            HELD.remove(path);
            throw e;
        }
    }

    private static Path existing(Path folder) {
        try {
            OwnerOnly.makeFolder(folder);
            return folder.toRealPath();
        } catch (FileAlreadyExistsException e) {
            throw new StorageNotOpened(folder + " is not a folder: choose another data folder", e);
        } catch (IOException e) {
            throw new StorageNotOpened("Cannot make the data folder " + folder
                    + ": make it by hand, or choose another", e);
        }
    }

    private static FileChannel lock(Path path) {
        try {
            FileChannel channel = FileChannel.open(
                    path.resolve("stencil.lock"),
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                    OwnerOnly.FILE);
            if (channel.tryLock() == null) {
                channel.close();
                throw inUse(path);
            }
            return channel;
        } catch (OverlappingFileLockException e) {
            // Held by a copy of this class in another class loader. Closing the channel would drop its lock.
            throw inUse(path);
        } catch (IOException e) {
            throw new StorageNotOpened("Cannot write to the data folder " + path
                    + ": give the user that runs Stencil the right to write there, or choose another folder", e);
        }
    }

    /**
     * Holds the database, too.
     *
     * @param open keeps it open in SQLite: before that, closing SQLite's descriptors would drop this lock
     * @throws StorageNotOpened if another storage holds it, whatever became of the lock file
     */
    void holdDatabase(Handle open) throws SQLException, IOException {
        // Reading makes the log and its index.
        open.number("PRAGMA user_version");
        databaseLock = FileChannel.open(database(), StandardOpenOption.WRITE);
        if (databaseLock.tryLock(LOCKED_BYTE, 1, false) == null) {
            throw inUse(path);
        }
        Map<Path, Object> found = new HashMap<>();
        for (String suffix : List.of("", "-wal", "-shm")) {
            Path file = path.resolve(database().getFileName() + suffix);
            found.put(file, identity(file));
        }
        files = found;
    }

    private static Object identity(Path file) throws IOException {
        Object key = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey();
        return key == null ? "unknown here" : key;
    }

    /** Whether the database was at its path a moment ago. */
    public boolean isInPlace() {
        return System.nanoTime() - looked > LOOK_NANOS ? look() : inPlace;
    }

    /** Whether the files of the database are still those at their paths: what is written elsewhere is lost. */
    public boolean look() {
        boolean before = inPlace;
        inPlace = files.entrySet().stream().allMatch(file -> isAt(file.getKey(), file.getValue()));
        looked = System.nanoTime();
        if (before && !inPlace) {
            LOG.error("{} or a file of the database in it has vanished or was replaced: nothing is written until it is"
                    + " back; otherwise start anew", path);
        } else if (!before && inPlace) {
            LOG.info("{} is back", path);
        }
        return inPlace;
    }

    private static boolean isAt(Path file, Object identity) {
        try {
            return identity(file).equals(identity);
        } catch (IOException e) {
            return false;
        }
    }

    private static StorageNotOpened inUse(Path path) {
        return new StorageNotOpened.InUse("The data folder " + path
                + " is in use by another Stencil: stop that one, or choose another folder");
    }

    public Path path() {
        return path;
    }

    public Path database() {
        return database(path);
    }

    public static Path database(Path path) {
        return path.resolve("stencil.db");
    }

    /** Never fails: nothing could be done about it. */
    @Override
    public void close() {
        try {
            // In this order: the next to hold the folder may open the files at once.
            if (databaseLock != null) {
                databaseLock.close();
            }
            lock.close();
            HELD.remove(path);
        } catch (IOException e) {
            LOG.warn("cannot release the data folder", e);
        }
    }
}
