package dev.stencil.adapter.sqlite.file;

import dev.stencil.core.port.StorageNotOpened;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;
import org.sqlite.util.OSInfo;

/**
 * Native library of SQLite, unpacked once below the data folder. Left to itself, the driver unpacks it into the folder
 * for temporary files at each start, where it may not be executed and is left behind when the process is killed. So it
 * is unpacked once, into the data folder, and loaded from there: if it has exactly the packaged bytes, and only the
 * user of this process can change it. Another user who could write to it would run code as this one. Otherwise it is
 * unpacked into a temporary folder of one's own, which is removed at once.
 */
public final class NativeLibrary {
    private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);

    private static final String PATH = "org.sqlite.lib.path";
    private static final String NAME = "org.sqlite.lib.name";

    private static boolean loaded;

    private NativeLibrary() {}

    /**
     * Loads the library unless this process has it. If a system property tells the driver where to find it, that
     * counts.
     *
     * @param data the folder to unpack it into, held by the caller
     */
    public static void load(Path data) {
        load(data, true);
    }

    /** As {@link #load}, but for a folder that somebody else may hold: nothing is unpacked there. */
    public static void loadForReading(Path data) {
        load(data, false);
    }

    private static synchronized void load(Path data, boolean mayUnpack) {
        if (loaded) {
            return;
        }
        if (System.getProperty(PATH) == null && System.getProperty("org.sqlite.tmpdir") == null) {
            try {
                byte[] packaged = packaged();
                Path real = data.toRealPath();
                Path folder = real.resolve("native");
                if (isFit(real, folder, packaged) || (mayUnpack && unpacked(real, folder, packaged))) {
                    tryFrom(folder.resolve(fileName()));
                } else {
                    if (mayUnpack || Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                        LOG.info("Others may write to {}: SQLite's library is not loaded from there", data);
                    }
                    fromFolderOfOurs(packaged);
                }
            } catch (IOException e) {
                LOG.warn("Cannot unpack SQLite's library, the driver tries it ({})", e.toString());
            }
        }
        try {
            // Does nothing if it is loaded now. If not, the folders may be no place to execute files from.
            SQLiteJDBCLoader.initialize();
        } catch (Exception e) {
            throw new StorageNotOpened("Cannot load SQLite's native library: set -D" + PATH
                    + " to a folder that has it, or -Dorg.sqlite.tmpdir to one where files may be executed", e);
        }
        loaded = true;
    }

    private static String fileName() {
        String platform = OSInfo.getNativeLibFolderPathForCurrentOS().replace('/', '-');
        return SQLiteJDBCLoader.getVersion() + '-' + platform + '-' + LibraryLoaderUtil.getNativeLibName();
    }

    /** Whether it is the packaged one and stays so. */
    private static boolean isFit(Path data, Path folder, byte[] packaged) throws IOException {
        Path library = folder.resolve(fileName());
        return Files.isRegularFile(library, LinkOption.NOFOLLOW_LINKS)
                && OwnerOnly.isOurs(data)
                && OwnerOnly.isOurs(folder)
                && OwnerOnly.isOurs(library)
                && Files.size(library) == packaged.length
                && Arrays.equals(Files.readAllBytes(library), packaged);
    }

    /** @return false if it would not be safe there */
    private static boolean unpacked(Path data, Path folder, byte[] packaged) throws IOException {
        boolean there = Files.exists(folder, LinkOption.NOFOLLOW_LINKS);
        if (!OwnerOnly.isOurs(data) || (there && !OwnerOnly.isOurs(folder))) {
            return false;
        }
        OwnerOnly.makeFolder(folder);
        deleteAllIn(folder);
        OwnerOnly.write(folder.resolve(fileName()), packaged);
        return isFit(data, folder, packaged);
    }

    private static void fromFolderOfOurs(byte[] packaged) throws IOException {
        Path folder = Files.createTempDirectory("stencil");
        try {
            Path library = folder.resolve(fileName());
            OwnerOnly.write(library, packaged);
            tryFrom(library);
        } finally {
            // What is loaded stays loaded.
            deleteAllIn(folder);
            Files.delete(folder);
        }
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

    private static byte[] packaged() throws IOException {
        String resource = LibraryLoaderUtil.getNativeLibResourcePath() + '/' + LibraryLoaderUtil.getNativeLibName();
        try (InputStream in = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("there is none for " + OSInfo.getNativeLibFolderPathForCurrentOS());
            }
            return in.readAllBytes();
        }
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
