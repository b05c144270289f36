package dev.stencil.adapter.mongo;

import static dev.stencil.adapter.mongo.document.BsonTypes.bson;
import static dev.stencil.adapter.mongo.document.TemplateDocument.CREATED;
import static dev.stencil.adapter.mongo.document.TemplateDocument.byContent;
import static dev.stencil.adapter.mongo.document.TemplateDocument.byId;
import static dev.stencil.adapter.mongo.document.TemplateDocument.byOwner;

import com.mongodb.ReadConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.CountOptions;
import dev.stencil.adapter.mongo.document.BsonTypes;
import dev.stencil.adapter.mongo.document.TemplateDocument;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.Fingerprint;
import dev.stencil.core.domain.template.Order;
import dev.stencil.core.domain.template.Page;
import dev.stencil.core.domain.template.Position;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.domain.template.Versions;
import dev.stencil.core.port.TemplateRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * Repository of templates in MongoDB. Every filter of a request names the owner, by which the collection may be
 * sharded.
 */
final class MongoTemplateRepository implements TemplateRepository {
    static final BsonDocument OLDEST_FIRST = byPosition(1);
    private static final BsonDocument NEWEST_FIRST = byPosition(-1);
    private static final BsonDocument CREATED_ALONE = new BsonDocument(CREATED, new BsonInt32(1));
    private static final BsonDocument ID_ALONE = new BsonDocument("_id", new BsonInt32(1));

    /** So many are in memory at a time, whatever their size; a list of the default length comes in one batch. */
    private static final int BATCH = 26;

    private final Gate gate;
    private final MongoCollection<BsonDocument> templates;
    /** Sees what the next write will see; a majority may not have that yet. */
    private final MongoCollection<BsonDocument> latest;
    private final InsertUnlessThere adding;
    private final TemplateChanges changes;
    private final OwnerNames names;

    MongoTemplateRepository(MongoDatabase database, Gate gate) {
        this.gate = gate;
        this.templates = database.getCollection(Schema.TEMPLATES, BsonDocument.class);
        this.latest = templates.withReadConcern(ReadConcern.LOCAL);
        this.adding = new InsertUnlessThere(latest, OLDEST_FIRST, ID_ALONE);
        this.changes = new TemplateChanges(templates, latest, gate);
        this.names = new OwnerNames(database.getCollection(Schema.USERS, BsonDocument.class));
    }

    @Override
    public void add(Template template) {
        BsonDocument equal = TemplateDocument.unique(template);
        BsonDocument self = byId(template.owner(), template.id());
        gate.call(deadline -> adding.insert(
                equal, TemplateDocument.of(template, names.of(template.owner(), deadline)), self, deadline))
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
        return gate.call(() -> Optional.ofNullable(
                templates.find(filter, RawBsonDocument.class).sort(OLDEST_FIRST).first()))
                .map(TemplateDocument::template);
    }

    @Override
    public int count(Id owner, int atMost) {
        CountOptions bound = new CountOptions().limit(atMost);
        return gate.call(() -> Math.toIntExact(latest.countDocuments(byOwner(owner), bound)));
    }

    /** The one filter without an owner: asked for once in the life of a process. */
    @Override
    public Optional<Instant> latest() {
        return gate.call(() -> Optional.ofNullable(latest.find(new BsonDocument("_id", BsonTypes.ANY_ID))
                .projection(CREATED_ALONE)
                .sort(new BsonDocument("_id", new BsonInt32(-1)))
                .limit(1)
                .first()))
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
            filter.append(CREATED, new BsonDocument(forward ? "$gte" : "$lte", bson(after.created())));
            String beyond = forward ? "$gt" : "$lt";
            filter.append("$or", new BsonArray(List.of(
                    new BsonDocument(CREATED, new BsonDocument(beyond, bson(after.created()))),
                    new BsonDocument("_id", new BsonDocument(beyond, bson(after.id()))))));
        }
        return gate.call(() -> {
            try (MongoCursor<Template> candidates = templates.find(filter, RawBsonDocument.class)
                    .sort(forward ? OLDEST_FIRST : NEWEST_FIRST)
                    .limit((int) Math.min(limit + 1L, Integer.MAX_VALUE))
                    .batchSize(BATCH)
                    .map(TemplateDocument::template)
                    .iterator()) {
                return Page.of(candidates, limit);
            }
        });
    }

    @Override
    public Optional<Template> replace(Id owner, Fingerprint current, Content replacement, Instant now) {
        return changes.replace(owner, current, replacement, now);
    }

    @Override
    public Optional<Template> replace(Id owner, Id id, Versions expected, Content replacement, Instant now) {
        return changes.replace(owner, id, expected, replacement, now);
    }

    @Override
    public boolean remove(Id owner, Fingerprint fingerprint) {
        return changes.remove(owner, fingerprint);
    }

    @Override
    public boolean remove(Id owner, Id id, Versions expected) {
        return changes.remove(owner, id, expected);
    }

    @Override
    public int removeAll(Id owner, int atMost) {
        return gate.call(deadline -> BoundedDeletion.remove(latest, byOwner(owner), atMost, deadline));
    }

    private static BsonDocument byPosition(int direction) {
        return new BsonDocument(CREATED, new BsonInt32(direction)).append("_id", new BsonInt32(direction));
    }
}
