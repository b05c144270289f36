package dev.stencil.app.moving;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file that has its name only when it is whole. Until then it is {@code <name>.part}, which the next attempt removes.
 * Nobody else may read it from its first byte on.
 */
final class NewFile implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    private final Path file;
    private final Path part;
    private final FileChannel channel;
    private final OutputStream out;

    NewFile(Path file) throws IOException {
        this.file = file.toAbsolutePath();
        this.part = this.file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(part);
        this.channel = FileChannel.open(
                part, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly());
        this.out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(
                        PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
    }

    OutputStream out() {
        return out;
    }

    /** Makes it durable and gives it its name, in one step. */
    void complete() throws IOException {
        out.flush();
        channel.force(true);
        channel.close();
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Leaves nothing behind that is not whole. */
    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(part);
    }
}
