package dev.stencil.app.moving;

import dev.stencil.adapter.mongo.document.ExportedDocument;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** One of the two files that {@code mongoexport} writes of the original's database. */
final class OriginalFile implements AutoCloseable {
    private final Lines lines;
    private final Kind kind;

    /** Whose documents a file has. */
    enum Kind {
        USERS("username", "password"), TEMPLATES("profile", "template");

        /** By which one tells whose a document is. */
        private final String mark;
        private final String other;

        Kind(String mark, String other) {
            this.mark = mark;
            this.other = other;
        }

        private Set<String> members() {
            return Set.of("_id", mark, other);
        }

        private boolean has(ExportedDocument document) {
            return document.members().contains(mark);
        }
    }

    /** A document and where it stands. */
    record Original(Lines.Line line, ExportedDocument document, Set<String> known) {
        /** For a note: what is wrong with the document, without showing any of it but its id. */
        String noted(String what) {
            return line.file().getFileName() + ", line " + line.number() + " ("
                    + (document.hasChosenId() ? "another _id than an ObjectId" : document.id()) + "): " + what;
        }

        /** Whether a client smuggled in members that the original did not know. */
        boolean hasMore() {
            Set<String> more = new HashSet<>(document.members());
            more.removeAll(known);
            return !more.isEmpty();
        }
    }

    OriginalFile(Path file, Kind kind) {
        this.lines = new Lines(file);
        this.kind = kind;
    }

    /**
     * Looks at the first line.
     *
     * @throws CannotMove if it is no document of that kind
     */
    static void require(Path path, Kind kind) {
        try (OriginalFile file = new OriginalFile(path, kind)) {
            file.next().filter(first -> !kind.has(first.document())).ifPresent(first -> {
                throw first.line().wrong("has no member " + kind.mark + ": give the users first, then the templates");
            });
        }
    }

    /** The {@code _id} that a line has, as it is written. */
    static Optional<Object> id(Lines.Line line) {
        return Optional.of(document(line).id());
    }

    Optional<Original> next() {
        return lines.next().map(line -> new Original(line, ofKind(line, document(line)), kind.members()));
    }

    private ExportedDocument ofKind(Lines.Line line, ExportedDocument document) {
        boolean isOther = Arrays.stream(Kind.values()).anyMatch(other -> other != kind && other.has(document));
        if (isOther && !kind.has(document)) {
            throw line.wrong("is a document of the other collection, which has no member " + kind.mark + ": the files"
                    + " were put together; give each as mongoexport wrote it");
        }
        return document;
    }

    double part() {
        return lines.part();
    }

    private static ExportedDocument document(Lines.Line line) {
        if (line.text().startsWith("[")) {
            throw line.wrong("is a list: let mongoexport write a document a line, without --jsonArray");
        }
        ExportedDocument document;
        try {
            document = ExportedDocument.parse(line.text());
        } catch (IllegalArgumentException e) {
            throw line.wrong(String.valueOf(e.getMessage()));
        }
        if (document.members().contains("stencil")) {
            throw line.wrong("has a member stencil, which the original's documents have not: what Stencil has in"
                    + " MongoDB is moved by ./run export");
        }
        return document;
    }

    @Override
    public void close() {
        lines.close();
    }
}
