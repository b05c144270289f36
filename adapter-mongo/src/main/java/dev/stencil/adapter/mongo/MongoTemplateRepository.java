package dev.stencil.adapter.mongo;

import static dev.stencil.adapter.mongo.document.BsonTypes.ID_ALONE;
import static dev.stencil.adapter.mongo.document.BsonTypes.document;
import static dev.stencil.adapter.mongo.document.BsonTypes.each;
import static dev.stencil.adapter.mongo.document.TemplateDocument.CREATED;
import static dev.stencil.adapter.mongo.document.TemplateDocument.byContent;
import static dev.stencil.adapter.mongo.document.TemplateDocument.byId;
import static dev.stencil.adapter.mongo.document.TemplateDocument.byOwner;

import com.mongodb.ReadConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.FindOneAndDeleteOptions;
import dev.stencil.adapter.mongo.document.BsonTypes;
import dev.stencil.adapter.mongo.document.TemplateDocument;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.archive.KeyRole;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.Fingerprint;
import dev.stencil.core.domain.template.Order;
import dev.stencil.core.domain.template.Page;
import dev.stencil.core.domain.template.Position;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.domain.template.Versions;
import dev.stencil.core.port.TemplateRepository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * Repository of templates in MongoDB. Every filter of a request names the owner, by which the collection may be
 * sharded. A change of one template is a look and one compare-and-set on what was seen.
 */
final class MongoTemplateRepository implements TemplateRepository {
    private static final BsonDocument OLDEST_FIRST = each(1, CREATED, "_id");
    private static final BsonDocument NEWEST_FIRST = each(-1, CREATED, "_id");
    private static final BsonDocument ALL_BUT_CONTENT = document(TemplateDocument.CONTENT, 0);

    /** So many are in memory at a time, whatever their size; a list of the default length comes in one batch. */
    private static final int BATCH = 26;
    /** Each lost race means that another call got on, so this is reached under a storm of changes to one value only. */
    private static final int ATTEMPTS = 100;

    private final Gate gate;
    private final MongoCollection<BsonDocument> templates;
    /** Sees what the next write will see; a majority may not have that yet. */
    private final MongoCollection<BsonDocument> latest;
    private final InsertUnlessThere adding;
    private final OwnerNames names;

    MongoTemplateRepository(MongoDatabase database, Gate gate) {
        this.gate = gate;
        this.templates = database.getCollection(Schema.TEMPLATES, BsonDocument.class);
        this.latest = templates.withReadConcern(ReadConcern.LOCAL);
        this.adding = new InsertUnlessThere(latest, OLDEST_FIRST, ID_ALONE);
        this.names = new OwnerNames(database.getCollection(Schema.USERS, BsonDocument.class));
    }

    @Override
    public void add(Template template) {
        Id owner = template.owner();
        BsonDocument equal = TemplateDocument.equal(template);
        gate.call(deadline -> adding.insert(
                equal,
                TemplateDocument.of(template, KeyRole.HOLDER, names.of(owner, deadline)),
                byId(owner, template.id()),
                deadline))
                .map(there -> BsonTypes.id(there, "_id"))
                .filter(there -> !there.equals(template.id()))
                .ifPresent(there -> {
                    throw new Failure.Conflict(there);
                });
    }

    @Override
    public Optional<Template> find(Id owner, Id id) {
        return first(byId(owner, id));
    }

    @Override
    public Optional<Template> find(Id owner, Fingerprint fingerprint) {
        return first(byContent(owner, fingerprint));
    }

    private Optional<Template> first(BsonDocument filter) {
        return gate.first(templates.find(filter, RawBsonDocument.class).sort(OLDEST_FIRST))
                .map(TemplateDocument::template);
    }

    @Override
    public int count(Id owner, int atMost) {
        return gate.call(() -> (int) latest.countDocuments(byOwner(owner), new CountOptions().limit(atMost)));
    }

    /** The one filter without an owner: asked for once in the life of a process. */
    @Override
    public Optional<Instant> latest() {
        return gate.first(latest.find(document("_id", BsonTypes.ANY_ID))
                .projection(document(CREATED, 1))
                .sort(document("_id", -1)))
                .map(newest -> newest.getDocument("stencil", new BsonDocument()))
                .filter(ours -> ours.isDateTime("created"))
                .map(ours -> BsonTypes.instant(ours, "created"));
    }

    @Override
    public Page page(Id owner, @Nullable Position after, Order order, int limit) {
        boolean forward = order == Order.OLDEST_FIRST;
        BsonDocument filter = byOwner(owner);
        if (after != null) {
            // The first part alone bounds the walk through the index, the second leaves out the rest of a millisecond.
            filter.append(CREATED, document(forward ? "$gte" : "$lte", after.created()));
            String beyond = forward ? "$gt" : "$lt";
            filter.append("$or", BsonTypes.bson(List.of(
                    document(CREATED, document(beyond, after.created())),
                    document("_id", document(beyond, after.id())))));
        }
        return gate.page(
                templates.find(filter, RawBsonDocument.class)
                        .sort(forward ? OLDEST_FIRST : NEWEST_FIRST)
                        .batchSize(BATCH),
                limit,
                TemplateDocument::template,
                candidates -> Page.of(candidates, limit));
    }

    @Override
    public Optional<Template> replace(Id owner, Fingerprint current, Content replacement, Instant now) {
        BsonDocument equal = byContent(owner, current);
        return replace(owner, equal, it -> TemplateDocument.has(it, current), Versions.any(), replacement, now);
    }

    @Override
    public Optional<Template> replace(Id owner, Id id, Versions expected, Content replacement, Instant now) {
        BsonDocument self = byId(owner, id);
        return replace(owner, self, it -> BsonTypes.id(it, "_id").equals(id), expected, replacement, now);
    }

    /** @param sought matches what {@code isSought} says, of which the oldest is replaced */
    private Optional<Template> replace(
            Id owner,
            BsonDocument sought,
            Predicate<BsonDocument> isSought,
            Versions expected,
            Content replacement,
            Instant now) {
        BsonDocument either = document("$or", List.of(sought, byContent(owner, replacement.fingerprint())));
        return repeated(deadline -> {
            List<BsonDocument> found = deadline.on(latest).find(either)
                    .sort(OLDEST_FIRST)
                    .projection(ALL_BUT_CONTENT)
                    .into(new ArrayList<>());
            Optional<BsonDocument> target = found.stream().filter(isSought).findFirst();
            if (target.isEmpty()) {
                return Optional.of(Optional.empty());
            }
            BsonDocument old = target.get();
            expected.require(TemplateDocument.version(old));
            refuseIfTaken(found, old, replacement.fingerprint());
            BsonDocument next = TemplateDocument.replaced(old, replacement, now);
            return writeUnlessChanged(old, next, deadline)
                    ? Optional.of(Optional.of(TemplateDocument.template(next, replacement)))
                    // Changed, gone, or its new content taken since the look. Another of equal content may be left.
                    : Optional.empty();
        });
    }

    /**
     * Repeats a change until no other comes between its look and its write.
     *
     * @param attempt gives nothing if another change came between
     */
    private <T> T repeated(Function<Deadline, Optional<T>> attempt) {
        return gate.call(deadline -> {
            for (int i = 0; i < ATTEMPTS; i++) {
                Optional<T> outcome = attempt.apply(deadline);
                if (outcome.isPresent()) {
                    return outcome.get();
                }
            }
            throw Gate.unavailable("too many changes of one template at once", null);
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
        return InsertUnlessThere.ifUnique(
                () -> deadline.on(templates).replaceOne(TemplateDocument.unchanged(old), next))
                .filter(result -> result.getMatchedCount() > 0)
                .isPresent();
    }

    @Override
    public boolean remove(Id owner, Fingerprint fingerprint) {
        BsonDocument equal = byContent(owner, fingerprint);
        FindOneAndDeleteOptions oldest = new FindOneAndDeleteOptions().sort(OLDEST_FIRST).projection(ID_ALONE);
        return repeated(deadline -> {
            if (deadline.on(latest).findOneAndDelete(equal, oldest) != null) {
                return Optional.of(true);
            }
            // A server may answer "none" if the one that it had picked was taken away, though others are left.
            boolean more = deadline.on(latest).find(equal).projection(ID_ALONE).first() != null;
            return more ? Optional.empty() : Optional.of(false);
        });
    }

    @Override
    public boolean remove(Id owner, Id id, Versions expected) {
        return repeated(deadline -> {
            BsonDocument found = deadline.on(latest).find(byId(owner, id)).projection(ALL_BUT_CONTENT).first();
            if (found == null) {
                return Optional.of(false);
            }
            expected.require(TemplateDocument.version(found));
            boolean removed = deadline.on(templates).deleteOne(TemplateDocument.unchanged(found)).getDeletedCount() > 0;
            return removed ? Optional.of(true) : Optional.empty();
        });
    }

    @Override
    public int removeAll(Id owner, int atMost) {
        return gate.call(deadline -> BoundedDeletion.remove(latest, byOwner(owner), atMost, deadline));
    }
}
