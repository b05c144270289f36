package dev.stencil.adapter.sqlite.file;

import dev.stencil.core.port.StorageNotOpened;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks of a database file before it is opened for writing. A refused file is left unchanged, to the byte. */
public final class Inspection {
    /** Up to here every page is read and checked: a matter of some 10 ms. Beyond it start would take too long. */
    private static final long FULLY_CHECKED_BYTES = 16 * 1024 * 1024;

    private Inspection() {}

    /**
     * The checks that need no SQLite.
     *
     * @throws StorageNotOpened if the file is there and not ours, or is missing beside its own log
     */
    static void ofFile(Path file) {
        try {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                refuseUnlessOurs(file);
            } else if (Files.exists(log(file))) {
                // A new database would take over what is in the log.
                throw new StorageNotOpened(log(file) + " lies there without its database: put " + file.getFileName()
                        + " back, or move the log away");
            }
        } catch (IOException e) {
            throw notReadable(file, e);
        }
    }

    private static void refuseUnlessOurs(Path file) throws IOException {
        // The lock and the log lie beside a link, not beside the file that it leads to.
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new StorageNotOpened(file + " is not a regular file: choose another data folder");
        }
        Optional<FileHeader> header = FileHeader.read(file);
        if (header.isEmpty()) {
            throw damaged(file, null);
        }
        refuseUnlessOurs(file, header.get().applicationId(), header.get().userVersion());
        if (!Files.isWritable(file)) {
            throw new StorageNotOpened("Cannot write to " + file + ": give the user that runs Stencil the right to");
        }
    }

    /** @return the version of the tables */
    public static int refuseUnlessOurs(Path file, Handle database) throws SQLException {
        int version = database.number("PRAGMA user_version");
        refuseUnlessOurs(file, database.number("PRAGMA application_id"), version);
        return version;
    }

    private static void refuseUnlessOurs(Path file, int applicationId, int version) {
        if (applicationId != Schema.APPLICATION_ID) {
            throw new StorageNotOpened(file + " belongs to another program: choose another data folder");
        }
        if (version > Schema.VERSION) {
            throw new StorageNotOpened(file + " was made by a newer Stencil (its tables have version " + version
                    + ", this one knows " + Schema.VERSION + "): run that one or a later");
        }
    }

    /**
     * The checks that need SQLite, read-only, the log included.
     *
     * @param withoutLog whether its last writes may be missing
     * @throws StorageNotOpened if the database is damaged or parted from its log, or its log makes it one that is not
     *     ours
     */
    static void ofContent(Path file, boolean withoutLog) {
        boolean pending = size(log(file)) > 0;
        boolean newIndex = pending && !Files.exists(index(file));
        boolean accepted = false;
        try (Handle database = Handle.open(file, options(file))) {
            int version = refuseUnlessOurs(file, database);
            boolean sound = size(file) > FULLY_CHECKED_BYTES || passes(database, "PRAGMA quick_check(1)");
            if (version < 1 || !sound || !Schema.isWhole(database, version)) {
                throw damaged(file, null);
            }
            if (!pending && !withoutLog && OpenMark.isSet(database, version)) {
                throw new StorageNotOpened(
                        file + " was copied or moved without its log, which has the last writes: put "
                                + log(file).getFileName() + " beside it, or do without them: ./run restore " + file
                                + " --data <new folder> --without-log");
            }
            accepted = true;
        } catch (SQLException e) {
            throw refused(file, e);
        } finally {
            if (newIndex && !accepted) {
                delete(index(file));
            }
        }
    }

    /** Without a log no index is wanted. With both, SQLite makes do with an index in memory. */
    static String options(Path file) {
        if (size(log(file)) == 0) {
            return "immutable=1";
        }
        return Files.exists(index(file)) ? "mode=ro&readonly_shm=1" : "mode=ro";
    }

    private static Path index(Path file) {
        return file.resolveSibling(file.getFileName() + "-shm");
    }

    /**
     * Reads and checks all of a database without a log.
     *
     * @throws StorageNotOpened if it is damaged, which is said of its {@code origin}
     */
    static void ofEveryPage(Path file, Path origin) throws SQLException {
        try (Handle database = Handle.open(file, "immutable=1")) {
            if (!passes(database, "PRAGMA integrity_check(1)")) {
                throw damaged(origin, null);
            }
        }
    }

    private static boolean passes(Handle database, String check) throws SQLException {
        return database.first(check, row -> "ok".equals(row.getString(1))).orElse(false);
    }

    private static Path log(Path file) {
        return file.resolveSibling(file.getFileName() + "-wal");
    }

    private static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw notReadable(file, e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw notReadable(file, e);
        }
    }

    /** For a file that SQLite cannot read. */
    public static StorageNotOpened refused(Path file, SQLException e) {
        return Failures.isDamage(e) ? damaged(file, e) : notReadable(file, e);
    }

    public static StorageNotOpened damaged(Path file, @Nullable Exception e) {
        return new StorageNotOpened(file + " is damaged or no database: restore it from a backup,"
                + " or move it and its -wal file away to begin with an empty one", e);
    }

    private static StorageNotOpened notReadable(Path file, Exception e) {
        return new StorageNotOpened("Cannot read " + file + ": check its permissions and the disk (" + e.getMessage()
                + ")", e);
    }
}
