package dev.stencil.adapter.mongo.migration;

import static dev.stencil.adapter.mongo.document.BsonTypes.document;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.UpdateOneModel;
import dev.stencil.adapter.mongo.document.BsonTypes;
import dev.stencil.adapter.mongo.migration.MigrationReport.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonMaximumSizeExceededException;
import org.bson.BsonValue;

/**
 * Batch of conditional updates: each is made only if the members that it was computed from are unchanged, since the
 * original may be writing too.
 */
final class GuardedWrites {
    /** Bad value, failed to parse, overflow (of nesting), invalid BSON, object too large. */
    private static final Set<Integer> UNWRITABLE = Set.of(2, 9, 15, 22, 10334);
    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);

    private record Write(BsonDocument seen, UpdateOneModel<BsonDocument> model) {}

    private final MongoCollection<BsonDocument> collection;
    private final List<String> members;
    private final boolean writes;
    private final CollectionReport report;
    private final List<Write> pending = new ArrayList<>();

    /**
     * @param members what the changes are computed from
     * @param writes false in a run that only looks
     */
    GuardedWrites(
            MongoCollection<BsonDocument> collection, List<String> members, boolean writes, CollectionReport report) {
        this.collection = collection;
        this.members = members;
        this.writes = writes;
        this.report = report;
    }

    void add(BsonDocument seen, BsonDocument update) {
        if (writes) {
            pending.add(new Write(seen, new UpdateOneModel<>(unchanged(seen), update)));
        }
    }

    /**
     * A plain equality would take {@code {"$x": 1}} for an operator, and "a" for equal to {@code ["a"]}; an expression
     * compares whole values.
     */
    private BsonDocument unchanged(BsonDocument seen) {
        BsonDocument filter = document("_id", new BsonDocument("$eq", seen.get("_id")));
        List<BsonDocument> equalities = new ArrayList<>();
        for (String member : members) {
            BsonValue value = seen.get(member);
            if (value == null) {
                filter.append(member, BsonTypes.ABSENT);
            } else {
                equalities.add(document("$eq", List.of("$" + member, document("$literal", value))));
            }
        }
        return equalities.isEmpty() ? filter : filter.append("$expr", document("$and", equalities));
    }

    void flush() {
        if (!pending.isEmpty()) {
            write(pending);
            pending.clear();
        }
    }

    private void write(List<Write> batch) {
        try {
            long matched = collection.bulkWrite(batch.stream().map(Write::model).toList(), UNORDERED)
                    .getMatchedCount();
            report.contended += batch.size() - matched;
        } catch (MongoBulkWriteException e) {
            if (e.getWriteErrors().isEmpty()) {
                throw e;
            }
            List<BulkWriteError> errors = e.getWriteErrors();
            errors.forEach(error -> report.problem(batch.get(error.getIndex()).seen(), Reason.REFUSED));
            report.contended += batch.size() - errors.size() - e.getWriteResult().getMatchedCount();
        } catch (BsonMaximumSizeExceededException | MongoCommandException e) {
            if (e instanceof MongoCommandException refused && !UNWRITABLE.contains(refused.getCode())) {
                throw e;
            }
            writeInHalves(batch);
        }
    }

    /** One of them is so large or so deep that they were refused as a whole. */
    private void writeInHalves(List<Write> batch) {
        if (batch.size() == 1) {
            report.problem(batch.getFirst().seen(), Reason.REFUSED);
        } else {
            write(batch.subList(0, batch.size() / 2));
            write(batch.subList(batch.size() / 2, batch.size()));
        }
    }
}
