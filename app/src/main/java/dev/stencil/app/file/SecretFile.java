package dev.stencil.app.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** File that holds a secret; knows whether others can read or replace it. A symbolic link is what it leads to. */
public record SecretFile(Path path) {
    private static final int GROUP_READS = 0040;
    private static final int GROUP_WRITES = 0020;
    private static final int OTHERS_READ = 0004;
    private static final int OTHERS_WRITE = 0002;
    /** In such a folder nobody replaces files of others. */
    private static final int STICKY = 01000;
    private static final int MAX_BYTES = 64 * 1024;
    /** As an English predicate. */
    public static final String IRREGULAR = "is no regular file, but a folder, a pipe or a device";

    /** @throws IOException also if it is not UTF-8, or too long */
    public String text() throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException("too long");
            }
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        }
    }

    /** Whether it is something else than a file, such as a folder, or a pipe, whose reader may wait for ever. */
    public boolean isIrregular() {
        return Files.exists(path) && !Files.isRegularFile(path);
    }

    /** What is wrong with its place and mode, as an English predicate; nothing where there are no modes. */
    public Optional<String> exposure() throws IOException {
        if (!Files.getFileStore(path).supportsFileAttributeView("posix")) {
            return Optional.empty();
        }
        Path real = path.toRealPath();
        Optional<String> ofFile = exposure(mode(real), isOwn(Files.getOwner(real).getName()));
        if (ofFile.isPresent()) {
            return ofFile;
        }
        for (Path folder : Stream.of(path.toAbsolutePath(), real).map(Path::getParent).filter(Objects::nonNull)
                .toList()) {
            if (isOpenFolder(mode(folder))) {
                return Optional.of("lies in a folder where others may replace it: take that right away (chmod o-w)");
            }
        }
        return Optional.empty();
    }

    /** @param own whether it belongs to whom this process runs as: otherwise the group may be what lets it read */
    public static Optional<String> exposure(int mode, boolean own) {
        if ((mode & (OTHERS_READ | OTHERS_WRITE)) != 0) {
            return Optional.of("names a file that others may read or change: take that right away (chmod o-rw)");
        }
        if ((mode & GROUP_WRITES) != 0 || (own && (mode & GROUP_READS) != 0)) {
            return Optional.of("names a file that its group may read or change: take that right away (chmod g-rw)");
        }
        return Optional.empty();
    }

    /** A user without a name, as many in containers are, is shown as a number. */
    private static boolean isOwn(String owner) {
        return ProcessHandle.current().info().user().map(owner::equals).orElseGet(() -> owner.matches("\\d+"));
    }

    public static boolean isOpenFolder(int mode) {
        return (mode & OTHERS_WRITE) != 0 && (mode & STICKY) == 0;
    }

    private static int mode(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:mode");
    }
}
