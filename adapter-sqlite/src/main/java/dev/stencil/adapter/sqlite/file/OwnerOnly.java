package dev.stencil.adapter.sqlite.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owner-only files and folders, created atomically: bytes, name and folder reach the disk in this order, so that after
 * a power loss a file is whole or not there. Permissions are looked at and set where they are POSIX ones.
 */
final class OwnerOnly {
    private static final Logger LOG = LoggerFactory.getLogger(OwnerOnly.class);
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    static final FileAttribute<?>[] FILE = mode("rw-------");

    private OwnerOnly() {}

    private static FileAttribute<?>[] mode(String permissions) {
        return POSIX
                ? new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(
                        PosixFilePermissions.fromString(permissions))}
                : new FileAttribute<?>[0];
    }

    /** Whether it is no link, belongs to the user of this process, and is writable for no other user. */
    static boolean isOurs(Path path) throws IOException {
        if (!POSIX) {
            return !Files.isSymbolicLink(path);
        }
        PosixFileAttributes found =
                Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return !found.isSymbolicLink()
                && ProcessHandle.current().info().user().filter(found.owner().getName()::equals).isPresent()
                && !found.permissions().contains(PosixFilePermission.GROUP_WRITE)
                && !found.permissions().contains(PosixFilePermission.OTHERS_WRITE);
    }

    /** Makes a folder, and those above it, unless they are there. */
    static void makeFolder(Path folder) throws IOException {
        List<Path> made = new ArrayList<>();
        for (Path path = folder.toAbsolutePath(); path != null && Files.notExists(path); path = path.getParent()) {
            made.add(path);
        }
        Files.createDirectories(folder, mode("rwx------"));
        for (Path path : made) {
            syncFolderOf(path);
        }
    }

    /** Makes a file, or replaces it. */
    static void write(Path file, byte[] bytes) throws IOException {
        Path part = Files.createTempFile(file.getParent(), "unfinished", "", FILE);
        try {
            Files.write(part, bytes);
            sync(part, StandardOpenOption.WRITE);
            giveName(part, file);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Moves a file whose bytes are on the disk to its own name. */
    static void giveName(Path part, Path file) throws IOException {
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        syncFolderOf(file);
    }

    private static void syncFolderOf(Path path) {
        try {
            sync(path.resolveSibling(""), StandardOpenOption.READ);
        } catch (IOException e) {
            LOG.debug("folders cannot be synced here", e);
        }
    }

    private static void sync(Path path, OpenOption access) throws IOException {
        try (FileChannel channel = FileChannel.open(path, access)) {
            channel.force(true);
        }
    }
}
