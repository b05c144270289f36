package dev.stencil.adapter.sqlite.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Header of an SQLite file: values at fixed offsets. Read without SQLite, which would change files in order to answer.
 */
public record FileHeader(int userVersion, int applicationId) {
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final int LENGTH = 100;
    private static final int USER_VERSION = 60;
    private static final int APPLICATION_ID = 68;

    /**
     * Must not be called while this process has the file open in SQLite: closing any other descriptor of a file drops
     * the locks that a process has on it.
     *
     * @return nothing if it is no SQLite file
     */
    public static Optional<FileHeader> read(Path file) throws IOException {
        ByteBuffer header;
        try (InputStream in = Files.newInputStream(file)) {
            header = ByteBuffer.wrap(in.readNBytes(LENGTH));
        }
        return header.limit() == LENGTH && header.slice(0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC))
                ? Optional.of(new FileHeader(header.getInt(USER_VERSION), header.getInt(APPLICATION_ID)))
                : Optional.empty();
    }
}
