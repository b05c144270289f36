package dev.stencil.adapter.mongo.migration;

import static dev.stencil.adapter.mongo.document.BsonTypes.document;
import static dev.stencil.adapter.mongo.document.BsonTypes.each;
import static dev.stencil.adapter.mongo.document.TemplateDocument.CREATED;
import static dev.stencil.adapter.mongo.document.TemplateDocument.FINGERPRINT;
import static dev.stencil.adapter.mongo.document.TemplateDocument.KEY;
import static dev.stencil.adapter.mongo.document.TemplateDocument.OWNER;

import com.mongodb.client.FindIterable;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.UpdateOneModel;
import dev.stencil.adapter.mongo.document.OwnMember;
import dev.stencil.adapter.mongo.migration.MigrationProgress.Step;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * Step of a migration that gives the fingerprint as key to the youngest of each owner's templates of equal content. The
 * index brings equal ones together, the oldest first, so that one look back suffices; writes keep that order, so that a
 * key is given up before the next takes it.
 */
final class TemplateKeys {
    private static final BsonDocument EQUAL_TOGETHER = each(1, OWNER, FINGERPRINT, CREATED, "_id");
    private static final BsonDocument OWNED =
            document(OWNER, document("$type", "objectId"), FINGERPRINT, document("$type", "string"));
    private static final BsonDocument OURS_ALONE = document(OwnMember.NAME, 1);

    private final CollectionScan templates;
    private final CollectionReport report;
    private final List<UpdateOneModel<BsonDocument>> writes = new ArrayList<>();
    private @Nullable RawBsonDocument previous;

    TemplateKeys(CollectionScan templates, CollectionReport report) {
        this.templates = templates;
        this.report = report;
    }

    void assign() {
        FindIterable<RawBsonDocument> owned = templates.collection().find(OWNED, RawBsonDocument.class)
                .sort(EQUAL_TOGETHER)
                .hint(EQUAL_TOGETHER)
                .projection(OURS_ALONE);
        templates.through(owned, Step.TEMPLATE_KEYS, CollectionScan.DOCUMENTS, this::look, this::flush);
        if (previous != null) {
            decide(previous, true);
            flush();
        }
    }

    private void look(RawBsonDocument template) {
        if (previous != null) {
            decide(previous, !isEqual(previous, template));
        }
        previous = template;
    }

    private static boolean isEqual(BsonDocument one, BsonDocument other) {
        return ours(one, "owner").equals(ours(other, "owner"))
                && ours(one, "fingerprint").equals(ours(other, "fingerprint"));
    }

    private void decide(BsonDocument template, boolean youngest) {
        if (!youngest) {
            report.duplicates++;
        }
        String fingerprint = ours(template, "fingerprint").asString().getValue();
        BsonString wanted = new BsonString(youngest
                ? fingerprint
                : fingerprint + ':' + template.getObjectId("_id").getValue().toHexString());
        BsonValue stored = ours(template, "key");
        if (!wanted.equals(stored)) {
            BsonDocument unchanged = new BsonDocument("_id", template.get("_id"))
                    .append(OWNER, ours(template, "owner"))
                    .append(FINGERPRINT, ours(template, "fingerprint"))
                    .append(CREATED, ours(template, "created"))
                    .append(KEY, stored);
            writes.add(new UpdateOneModel<>(unchanged, document("$set", document(KEY, wanted))));
        }
    }

    private void flush() {
        if (!writes.isEmpty()) {
            long matched =
                    templates.collection().bulkWrite(writes, new BulkWriteOptions().ordered(true)).getMatchedCount();
            report.contended += writes.size() - matched;
            writes.clear();
        }
    }

    private static BsonValue ours(BsonDocument template, String member) {
        return template.getDocument(OwnMember.NAME).getOrDefault(member, BsonNull.VALUE);
    }
}
