package dev.stencil.app.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/**
 * Atomic write of a file: it gets its name only when it is whole and on the disk. Until then it is a draft beside it,
 * and nobody else may read it from its first byte on. After a power loss it is there as a whole or not at all.
 */
public final class NewFile implements AutoCloseable {
    /** Whether files have owners and modes here. */
    public static final boolean POSIX = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final int BUFFER = 64 * 1024;
    private static final FileAttribute<?>[] OWNER_ONLY = POSIX
            ? new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
            : new FileAttribute<?>[0];

    private final Path file;
    private final Path draft;
    private final FileChannel channel;
    private final OutputStream out;
    private boolean named;

    private NewFile(Path file, String suffix) throws IOException {
        this.file = file.toAbsolutePath();
        this.draft = this.file.resolveSibling(file.getFileName() + suffix);
        this.channel =
                FileChannel.open(draft, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_ONLY);
        this.out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
    }

    /** Its draft is {@code <name>.part}, which the next attempt removes. */
    public static NewFile of(Path file) throws IOException {
        Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".part"));
        return new NewFile(file, ".part");
    }

    /** One of many that may be made at the same time, of which the first gets the name. */
    public static NewFile oneOfMany(Path file) throws IOException {
        return new NewFile(file, "." + UUID.randomUUID() + ".part");
    }

    /**
     * One that nobody else makes at the same time.
     *
     * @throws FileAlreadyExistsException if somebody does, or was interrupted: {@code <name>.new} is there
     */
    public static NewFile alone(Path file) throws IOException {
        return new NewFile(file, ".new");
    }

    public OutputStream out() {
        return out;
    }

    public Path draft() {
        return draft;
    }

    /** Makes it durable and gives it its name, in one step and in place of what has it. */
    public void complete() throws IOException {
        sync();
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        named = true;
        syncFolderOf(file);
    }

    /**
     * Makes it durable and gives it its name, in one step.
     *
     * @throws FileAlreadyExistsException if something has that name
     */
    public void completeUnlessThere() throws IOException {
        sync();
        try {
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            // Not every file system has links.
            Files.move(draft, file);
        }
        Files.deleteIfExists(draft);
        named = true;
        syncFolderOf(file);
    }

    private void sync() throws IOException {
        out.flush();
        channel.force(true);
        channel.close();
    }

    /** Makes the name of a file durable, which its folder holds. */
    public static void syncFolderOf(Path file) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (POSIX && parent != null) {
            try (FileChannel folder = FileChannel.open(parent, StandardOpenOption.READ)) {
                folder.force(true);
            }
        }
    }

    /** Leaves nothing behind that is not whole. */
    @Override
    public void close() throws IOException {
        channel.close();
        if (!named) {
            Files.deleteIfExists(draft);
        }
    }
}
