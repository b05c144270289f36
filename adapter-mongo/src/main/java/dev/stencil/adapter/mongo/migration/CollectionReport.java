package dev.stencil.adapter.mongo.migration;

import dev.stencil.adapter.mongo.document.BsonTypes;
import dev.stencil.adapter.mongo.migration.MigrationReport.Counts;
import dev.stencil.adapter.mongo.migration.MigrationReport.Problem;
import dev.stencil.adapter.mongo.migration.MigrationReport.Reason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bson.BsonDocument;

/** Counters, see {@link Counts}, and problems of one collection, for the {@link MigrationReport}. */
final class CollectionReport {
    long documents;
    long adopted;
    long already;
    long changed;
    long opaque;
    long duplicates;
    long contended;
    private long reported;
    private final String collection;
    private final List<Problem> problems = new ArrayList<>();
    private final Set<Reason> reasons = new HashSet<>();

    CollectionReport(String collection) {
        this.collection = collection;
    }

    void problem(BsonDocument document, Reason reason) {
        problem(document, reason, reason.text());
    }

    void problem(BsonDocument document, Reason reason, String text) {
        reported++;
        reasons.add(reason);
        if (problems.size() < MigrationReport.MOST_PROBLEMS) {
            problems.add(new Problem(collection, BsonTypes.idText(document.get("_id")), reason, text));
        }
    }

    boolean has(Reason reason) {
        return reasons.contains(reason);
    }

    List<Problem> problems() {
        return problems;
    }

    Counts counts() {
        return new Counts(documents, adopted, already, changed, opaque, duplicates, reported, contended);
    }
}
