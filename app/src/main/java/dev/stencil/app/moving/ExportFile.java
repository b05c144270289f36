package dev.stencil.app.moving;

import dev.stencil.app.moving.ExportReader.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Kind of a file, told from its first and its last line without reading all of it. */
final class ExportFile {
    private static final int LONGEST_LAST_LINE = 256;

    private ExportFile() {}

    /** @throws CannotMove unless the file is a whole export in a version that is known */
    static void requireWhole(Path file) {
        try (Lines lines = new Lines(file)) {
            Lines.Line first = lines.next().orElseThrow(() -> new CannotMove(file + " is empty"));
            if (!(ExportReader.read(first) instanceof Entry.Header header)) {
                throw first
                        .wrong("is not the first line of an export; of the original, give both files that mongoexport"
                                + " writes: users, then templates");
            }
            if (header.version() < 1 || header.version() > ExportWriter.VERSION) {
                throw first.wrong("the export has version " + header.version() + ", this Stencil reads 1 to "
                        + ExportWriter.VERSION + ": use the Stencil that wrote it, or a later one");
            }
        }
        if (!lastLine(file).startsWith("{\"end\":")) {
            throw new CannotMove(file + " was cut off: its last line is not that of a whole export. Export again");
        }
    }

    private static String lastLine(Path file) {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            channel.position(Math.max(0, channel.size() - LONGEST_LAST_LINE));
            ByteBuffer bytes = ByteBuffer.allocate(LONGEST_LAST_LINE);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // Until all is there.
            }
            String end = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).stripTrailing();
            return end.substring(end.lastIndexOf('\n') + 1);
        } catch (IOException e) {
            throw new CannotMove("cannot read " + file + " (" + e.getClass().getSimpleName() + ")", e);
        }
    }
}
