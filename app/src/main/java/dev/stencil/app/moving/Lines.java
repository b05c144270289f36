package dev.stencil.app.moving;

import dev.stencil.app.config.CommandFailed;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Lines of a file, read one by one as strict UTF-8. */
final class Lines implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;
    private static final int SHORT = 256;
    /** Four times the largest document of MongoDB, or what fits into memory a few times. */
    private static final long LONGEST = Math.min(64 * 1024 * 1024, Runtime.getRuntime().maxMemory() / 8);

    /** By the bytes that they begin with. */
    private static final Map<String, String> OTHER_FORMS = Map.of(
            "efbbbf", "begins with a byte order mark: save it as UTF-8 without one",
            "fffe", "is UTF-16: save it as UTF-8 without a byte order mark",
            "feff", "is UTF-16: save it as UTF-8 without a byte order mark",
            "1f8b", "is compressed with gzip: unpack it",
            "28b52ffd", "is compressed with zstd: unpack it",
            "fd377a58", "is compressed with xz: unpack it",
            "425a68", "is compressed with bzip2: unpack it",
            "504b0304", "is a zip archive: unpack it");

    private final Path file;
    private final InputStream in;
    private final double size;
    private long read;
    private long number;

    /** @param number counts from 1 */
    record Line(Path file, long number, String text) {
        /** @param what says what is wrong with it, and quotes nothing of it */
        CommandFailed wrong(String what) {
            return new CommandFailed(at(what));
        }

        /** For a complaint, which says where it is. */
        String at(String what) {
            return file + ", line " + number + ": " + what;
        }

        /** Does not show the line: it is personal data. */
        @Override
        public String toString() {
            return "Line[" + number + "]";
        }
    }

    Lines(Path file) {
        this.file = file;
        try {
            if (!Files.isRegularFile(file)) {
                throw new CommandFailed(file + " is no file that can be read");
            }
            this.size = Math.max(1, Files.size(file));
            this.in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
            refuseOtherForms();
        } catch (IOException e) {
            throw notReadable(file, e);
        }
    }

    /** What is compressed, or begins with a byte order mark, is called by its name. */
    private void refuseOtherForms() throws IOException {
        in.mark(4);
        String head = HexFormat.of().formatHex(in.readNBytes(4));
        in.reset();
        for (Map.Entry<String, String> form : OTHER_FORMS.entrySet()) {
            if (head.startsWith(form.getKey())) {
                in.close();
                throw new CommandFailed(file + " " + form.getValue());
            }
        }
    }

    /** The next line that is not empty, or nothing at the end. */
    Optional<Line> next() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            for (int b = in.read(); b >= 0; b = in.read()) {
                read++;
                if (b != '\n') {
                    line.write(b);
                } else {
                    number++;
                    if (line.size() > 0) {
                        return Optional.of(decoded(line));
                    }
                }
                if (line.size() > LONGEST) {
                    throw new Line(file, number + 1, "").wrong("is too long");
                }
            }
        } catch (IOException e) {
            throw notReadable(file, e);
        }
        number++;
        return line.size() == 0 ? Optional.empty() : Optional.of(decoded(line));
    }

    /** The last line of a file if it is short, or else its end. */
    static String last(Path file) {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            channel.position(Math.max(0, channel.size() - SHORT));
            byte[] bytes = Channels.newInputStream(channel).readNBytes(SHORT);
            String end = new String(bytes, StandardCharsets.UTF_8).stripTrailing();
            return end.substring(end.lastIndexOf('\n') + 1);
        } catch (IOException e) {
            throw notReadable(file, e);
        }
    }

    private Line decoded(ByteArrayOutputStream line) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(line.toByteArray());
            return new Line(file, number, StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException e) {
            throw new Line(file, number, "").wrong("is not UTF-8");
        }
    }

    /**
     * Looks for lines that have the same key, after a store has refused a line: the cause may be an earlier line of the
     * same file, and which of the two the store refuses is chance.
     *
     * @param key what only one line may have, if it is a line that has it
     * @param what a line has of another that has the same key
     * @throws CommandFailed for the first line whose key an earlier one has
     */
    static void refuseDuplicates(Path file, Function<Line, Optional<Object>> key, String what) {
        Map<Object, Long> seen = new HashMap<>();
        try (Lines lines = new Lines(file)) {
            for (Optional<Line> next = lines.next(); next.isPresent(); next = lines.next()) {
                Line line = next.get();
                key.apply(line).map(it -> seen.putIfAbsent(it, line.number())).ifPresent(earlier -> {
                    throw line.wrong("line " + earlier + " has " + what);
                });
            }
        }
    }

    /** How much of the file was read, from 0 to 1. */
    double part() {
        return read / size;
    }

    private static CommandFailed notReadable(Path file, IOException e) {
        return new CommandFailed("cannot read " + file + " (" + e.getClass().getSimpleName() + ")", e);
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw notReadable(file, e);
        }
    }
}
