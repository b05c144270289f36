package dev.stencil.app.moving;

import dev.stencil.adapter.mongo.document.ExportedDocument;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;

/** A document of the original's database, in the line of a file that {@code mongoexport} wrote. */
record Original(Lines.Line line, ExportedDocument document, Kind kind) {
    /** The collection that a document is of. */
    enum Kind {
        USERS("username", "password"), TEMPLATES("profile", "template");

        /** The member by which one tells the collection of a document. */
        private final String mark;
        private final String other;

        Kind(String mark, String other) {
            this.mark = mark;
            this.other = other;
        }

        private boolean has(ExportedDocument document) {
            return document.members().contains(mark);
        }
    }

    /** @throws CommandFailed if it is no document of that collection */
    static Original read(Lines.Line line, Kind kind) {
        ExportedDocument document = document(line);
        if (!kind.has(document) && Stream.of(Kind.values()).anyMatch(any -> any.has(document))) {
            throw line.wrong("is a document of the other collection, which has no member " + kind.mark + ": the files"
                    + " were put together; give each as mongoexport wrote it");
        }
        return new Original(line, document, kind);
    }

    /**
     * Looks at the first line.
     *
     * @throws CommandFailed if it is no document of that collection
     */
    static void require(Path file, Kind kind) {
        try (Lines lines = new Lines(file)) {
            lines.next().map(line -> read(line, kind)).filter(first -> !kind.has(first.document)).ifPresent(first -> {
                throw first.line.wrong("has no member " + kind.mark + ": give the users first, then the templates");
            });
        }
    }

    static ExportedDocument document(Lines.Line line) {
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

    /** For a note: what is wrong with the document, without showing any of it but its id. */
    String noted(String what) {
        return line.file().getFileName() + ", line " + line.number() + " ("
                + (document.hasChosenId() ? "another _id than an ObjectId" : document.id()) + "): " + what;
    }

    /** Whether a client smuggled in members that the original did not know. */
    boolean hasMore() {
        return !Set.of("_id", kind.mark, kind.other).containsAll(document.members());
    }
}
