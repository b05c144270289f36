package dev.stencil.adapter.sqlite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A folder that one storage holds for itself, and the names of the files in it. */
final class DataFolder implements AutoCloseable {
    /**
     * The folders held by this process. Known before any file of theirs is touched: closing a second descriptor of a
     * file drops the locks that the process has on it, SQLite's own among them.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel lock;

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
    static DataFolder hold(Path folder) {
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
            Files.createDirectories(folder, OwnerOnly.folder());
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
                    OwnerOnly.file());
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw inUse(path);
            }
            return channel;
        } catch (OverlappingFileLockException e) {
            // Held by a copy of this class in another class loader. Closing the channel would drop its lock.
            throw inUse(path);
        } catch (IOException e) {
            throw notWritable(path, e);
        }
    }

    private static StorageNotOpened inUse(Path path) {
        return new StorageNotOpened("The data folder " + path
                + " is in use by another Stencil: stop that one, or choose another folder");
    }

    private static StorageNotOpened notWritable(Path path, IOException e) {
        return new StorageNotOpened("Cannot write to the data folder " + path
                + ": give the user that runs Stencil the right to write there, or choose another folder", e);
    }

    Path path() {
        return path;
    }

    Path database() {
        return database(path);
    }

    private static Path database(Path path) {
        return path.resolve("stencil.db");
    }

    @Override
    public void close() throws IOException {
        // In this order: who comes next may open the files at once.
        lock.close();
        HELD.remove(path);
    }
}
