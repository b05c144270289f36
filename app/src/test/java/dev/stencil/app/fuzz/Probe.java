package dev.stencil.app.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** A request, and what is expected of its answer. */
final class Probe {
    private static final int SHOWN = 2_000;

    private final byte[] bytes;
    private final boolean intact;
    private final Set<String> statuses;

    /**
     * @param intact whether it is HTTP as it should be, so that there is exactly one answer
     * @param statuses that the description names for it; empty if it says nothing about it
     */
    Probe(byte[] bytes, boolean intact, Set<String> statuses) {
        this.bytes = bytes;
        this.intact = intact;
        this.statuses = statuses;
    }

    static Probe damaged(byte[] bytes) {
        return new Probe(bytes, false, Set.of());
    }

    byte[] bytes() {
        return bytes;
    }

    boolean isIntact() {
        return intact;
    }

    /** Whether an answer may have this status, as far as the description tells. */
    boolean allows(int status) {
        return statuses.isEmpty() || statuses.contains(Integer.toString(status));
    }

    String text() {
        return new String(bytes, ISO_8859_1);
    }

    /** Keeps it, so that it can be sent again: {@code nc 127.0.0.1 5000 < file}. */
    Path keep(String name) {
        try {
            Path folder = Files.createDirectories(Path.of("target", "fuzz"));
            return Files.write(folder.resolve(name + ".request"), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The beginning, with what cannot be printed as in a Java string. */
    @Override
    public String toString() {
        StringBuilder shown = new StringBuilder();
        text().chars().limit(SHOWN).forEach(c -> {
            switch (c) {
                case '\r' -> shown.append("\\r");
                case '\n' -> shown.append("\\n\n");
                case '\t' -> shown.append("\\t");
                default -> shown.append(c < ' ' || c > '~' ? "\\u%04x".formatted(c) : Character.toString(c));
            }
        });
        return shown + (bytes.length > SHOWN ? "... (" + bytes.length + " bytes)" : "");
    }
}
