package dev.stencil.adapter.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;
import org.sqlite.util.OSInfo;

/**
 * The part of SQLite that is no Java. Left to itself, the driver unpacks it into the folder for temporary files at each
 * start, where it may not be executed and is left behind when the process is killed. So it is unpacked once, into the
 * data folder, and loaded from there.
 */
final class NativeLibrary {
    private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);

    private static final String PATH = "org.sqlite.lib.path";
    private static final String NAME = "org.sqlite.lib.name";

    private static boolean loaded;

    private NativeLibrary() {}

    /**
     * Loads the library unless this process has it. Whoever tells the driver where to find it is obeyed.
     *
     * @param data the folder to unpack it into, held by the caller
     */
    static synchronized void load(Path data) throws IOException {
        if (loaded) {
            return;
        }
        if (System.getProperty(PATH) == null && System.getProperty("org.sqlite.tmpdir") == null) {
            tryFrom(unpacked(data.resolve("native")));
        }
        try {
            // Does nothing if it is loaded now. If not, the data folder may be no place to execute files from either.
            SQLiteJDBCLoader.initialize();
        } catch (Exception e) {
            throw new StorageNotOpened("Cannot load SQLite's native library: set -D" + PATH
                    + " to a folder that has it, or -Dorg.sqlite.tmpdir to one where files may be executed", e);
        }
        loaded = true;
    }

    /** As {@link #load}, but for a folder that somebody else may hold: nothing is unpacked there. */
    static synchronized void loadForReading(Path data) {
        Path library = library(data.resolve("native"));
        if (!loaded && Files.exists(library)) {
            tryFrom(library);
        }
        // Otherwise the driver does it, by way of the folder for temporary files.
    }

    private static Path library(Path folder) {
        String platform = OSInfo.getNativeLibFolderPathForCurrentOS().replace('/', '-');
        return folder.resolve(SQLiteJDBCLoader.getVersion() + '-' + platform + '-'
                + LibraryLoaderUtil.getNativeLibName());
    }

    private static void tryFrom(Path library) {
        System.setProperty(PATH, String.valueOf(library.getParent()));
        System.setProperty(NAME, String.valueOf(library.getFileName()));
        try {
            SQLiteJDBCLoader.initialize();
        } catch (Exception e) {
            LOG.warn("Cannot load {}, trying the folder for temporary files", library, e);
        } finally {
            System.clearProperty(PATH);
            System.clearProperty(NAME);
        }
    }

    private static Path unpacked(Path folder) throws IOException {
        Path library = library(folder);
        if (!Files.exists(library)) {
            Files.createDirectories(folder, OwnerOnly.folder());
            deleteAllIn(folder);
            // Whole from the moment when it has its name.
            Path part = Files.createTempFile(folder, "unpacking", "");
            try (InputStream packed = packed()) {
                Files.copy(packed, part, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.move(part, library, StandardCopyOption.ATOMIC_MOVE);
        }
        return library;
    }

    private static InputStream packed() throws IOException {
        String resource = LibraryLoaderUtil.getNativeLibResourcePath() + '/' + LibraryLoaderUtil.getNativeLibName();
        InputStream in = SQLiteJDBCLoader.class.getResourceAsStream(resource);
        if (in == null) {
            throw new IOException("there is none for " + OSInfo.getNativeLibFolderPathForCurrentOS());
        }
        return in;
    }

    /** The libraries of older versions, and what a killed process left half unpacked. */
    private static void deleteAllIn(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }
}
