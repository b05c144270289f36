package dev.stencil.adapter.mongo;

import static dev.stencil.adapter.mongo.MongoTemplateRepository.OLDEST_FIRST;
import static dev.stencil.adapter.mongo.document.TemplateDocument.byContent;
import static dev.stencil.adapter.mongo.document.TemplateDocument.byId;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndDeleteOptions;
import dev.stencil.adapter.mongo.document.BsonTypes;
import dev.stencil.adapter.mongo.document.TemplateDocument;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.Fingerprint;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.domain.template.Versions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;

/** Replaces and removes templates: each change is a look and one compare-and-set on what was seen. */
final class TemplateChanges {
    private static final BsonDocument ID_ALONE = new BsonDocument("_id", new BsonInt32(1));
    private static final BsonDocument ALL_BUT_CONTENT =
            new BsonDocument(TemplateDocument.CONTENT, new BsonInt32(0));

    /** Each lost race means that another call got on, so this is reached under a storm of changes to one value only. */
    private static final int ATTEMPTS = 100;

    private final MongoCollection<BsonDocument> templates;
    private final MongoCollection<BsonDocument> latest;
    private final Gate gate;

    TemplateChanges(MongoCollection<BsonDocument> templates, MongoCollection<BsonDocument> latest, Gate gate) {
        this.templates = templates;
        this.latest = latest;
        this.gate = gate;
    }

    Optional<Template> replace(Id owner, Fingerprint current, Content replacement, Instant now) {
        return replace(
                byContent(owner, current),
                found -> TemplateDocument.has(found, current),
                Versions.any(),
                byContent(owner, replacement.fingerprint()),
                replacement,
                now);
    }

    Optional<Template> replace(Id owner, Id id, Versions expected, Content replacement, Instant now) {
        return replace(
                byId(owner, id),
                found -> BsonTypes.id(found, "_id").equals(id),
                expected,
                byContent(owner, replacement.fingerprint()),
                replacement,
                now);
    }

    /**
     * @param sought matches what {@code isSought} says, of which the oldest is replaced
     * @param taken matches what may have the new content already
     */
    private Optional<Template> replace(
            BsonDocument sought,
            Predicate<BsonDocument> isSought,
            Versions expected,
            BsonDocument taken,
            Content replacement,
            Instant now) {
        BsonDocument either = new BsonDocument("$or", new BsonArray(List.of(sought, taken)));
        return gate.call(deadline -> {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                List<BsonDocument> found = deadline.on(latest).find(either)
                        .sort(OLDEST_FIRST)
                        .projection(ALL_BUT_CONTENT)
                        .into(new ArrayList<>());
                Optional<BsonDocument> target = found.stream().filter(isSought).findFirst();
                if (target.isEmpty()) {
                    return Optional.empty();
                }
                BsonDocument old = target.get();
                expected.require(TemplateDocument.version(old));
                refuseIfTaken(found, old, replacement.fingerprint());
                BsonDocument next = TemplateDocument.replaced(old, replacement, now);
                if (writeUnlessChanged(old, next, deadline)) {
                    return Optional.of(TemplateDocument.template(next, replacement));
                }
                // It changed, went or found its new content taken since the look. Another of equal content may be left.
            }
            throw tooManyChanges();
        });
    }

    private static void refuseIfTaken(List<BsonDocument> found, BsonDocument target, Fingerprint wanted) {
        if (!TemplateDocument.has(target, wanted)) {
            found.stream().filter(other -> TemplateDocument.has(other, wanted)).findFirst().ifPresent(other -> {
                throw new Failure.Conflict(BsonTypes.id(other, "_id"));
            });
        }
    }

    /** False also if the unique index holds the new key: the next look finds whose it is. */
    private boolean writeUnlessChanged(BsonDocument old, BsonDocument next, Deadline deadline) {
        try {
            return deadline.on(templates).replaceOne(TemplateDocument.unchanged(old), next).getMatchedCount() > 0;
        } catch (MongoException e) {
            if (InsertUnlessThere.isDuplicateKey(e)) {
                return false;
            }
            throw e;
        }
    }

    boolean remove(Id owner, Fingerprint fingerprint) {
        BsonDocument equal = byContent(owner, fingerprint);
        FindOneAndDeleteOptions oldest = new FindOneAndDeleteOptions().sort(OLDEST_FIRST).projection(ID_ALONE);
        return gate.call(deadline -> {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                if (deadline.on(latest).findOneAndDelete(equal, oldest) != null) {
                    return true;
                }
                // A server may answer "none" if the one that it had picked was taken away, though others are left.
                if (deadline.on(latest).find(equal).projection(ID_ALONE).first() == null) {
                    return false;
                }
            }
            throw tooManyChanges();
        });
    }

    boolean remove(Id owner, Id id, Versions expected) {
        return gate.call(deadline -> {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                BsonDocument found = deadline.on(latest).find(byId(owner, id)).projection(ALL_BUT_CONTENT).first();
                if (found == null) {
                    return false;
                }
                expected.require(TemplateDocument.version(found));
                if (deadline.on(templates).deleteOne(TemplateDocument.unchanged(found)).getDeletedCount() > 0) {
                    return true;
                }
            }
            throw tooManyChanges();
        });
    }

    private static Failure.Unavailable tooManyChanges() {
        return Gate.unavailable("too many changes of one template at once", null);
    }
}
