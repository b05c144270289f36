package dev.stencil.app.moving;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a file line by line, as UTF-8 and nothing else. */
final class Lines implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;
    /** Four times the largest document of MongoDB. */
    private static final int LONGEST = 64 * 1024 * 1024;

    private final Path file;
    private final InputStream in;
    private final double size;
    private long read;
    private long number;

    /** @param number counts from 1 */
    record Line(Path file, long number, String text) {
        /** About so many bytes. */
        int size() {
            return text.length();
        }

        /** @param what says what is wrong with it, and quotes nothing of it */
        CannotMove wrong(String what) {
            return new CannotMove(file + ", line " + number + ": " + what);
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
                throw new CannotMove(file + " is no file that can be read");
            }
            this.size = Math.max(1, Files.size(file));
            this.in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        } catch (IOException e) {
            throw notReadable(e);
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
                    throw new CannotMove(file + ", line " + (number + 1) + ": is too long");
                }
            }
        } catch (IOException e) {
            throw notReadable(e);
        }
        number++;
        return line.size() == 0 ? Optional.empty() : Optional.of(decoded(line));
    }

    private Line decoded(ByteArrayOutputStream line) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(line.toByteArray());
            return new Line(file, number, StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException e) {
            throw new Line(file, number, "").wrong("is not UTF-8");
        }
    }

    /** How much of the file was read, from 0 to 1. */
    double part() {
        return read / size;
    }

    private CannotMove notReadable(IOException e) {
        return new CannotMove("cannot read " + file + " (" + e.getClass().getSimpleName() + ")", e);
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw notReadable(e);
        }
    }
}
