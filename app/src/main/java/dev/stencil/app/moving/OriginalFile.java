package dev.stencil.app.moving;

import dev.stencil.adapter.mongo.ExportedDocument;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** One of the two files that {@code mongoexport} writes of the original's database. */
final class OriginalFile implements AutoCloseable {
    private final Lines lines;
    private final Set<String> members;

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

    /** @param members that the original gave to its documents */
    OriginalFile(Path file, String... members) {
        this.lines = new Lines(file);
        this.members = Set.of(members);
    }

    Optional<Original> next() {
        return lines.next().map(line -> new Original(line, document(line), members));
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
