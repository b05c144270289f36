package dev.stencil.adapter.mongo;

import static dev.stencil.adapter.mongo.BsonTypes.bson;

import com.mongodb.MongoException;
import com.mongodb.ReadConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.FindOneAndDeleteOptions;
import dev.stencil.core.domain.Content;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Fingerprint;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.Order;
import dev.stencil.core.domain.Page;
import dev.stencil.core.domain.Position;
import dev.stencil.core.domain.Template;
import dev.stencil.core.port.TemplateRepository;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * {@code stencil.key}, unique for each owner, is the fingerprint; of adopted templates of equal content all but the
 * youngest have the fingerprint, a colon and the id there. Every filter has the owner, by whom the collection may be
 * sharded.
 */
final class MongoTemplateRepository implements TemplateRepository {
    private static final String OWNER = "stencil.owner";
    private static final String FINGERPRINT = "stencil.fingerprint";
    private static final String KEY = "stencil.key";
    private static final String CREATED = "stencil.created";
    private static final String UPDATED = "stencil.updated";
    private static final String VERSION = "stencil.version";

    private static final BsonDocument OLDEST_FIRST = byPosition(1);
    private static final BsonDocument NEWEST_FIRST = byPosition(-1);
    private static final BsonDocument ID_ALONE = new BsonDocument("_id", new BsonInt32(1));
    private static final BsonDocument ALL_BUT_CONTENT = new BsonDocument("template", new BsonInt32(0));

    /** Each lost race means that another call got on, so this is reached under a storm of changes to one value only. */
    private static final int ATTEMPTS = 16;

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
        BsonDocument equal = byContent(template.owner(), template.content().fingerprint());
        BsonDocument self = byOwner(template.owner()).append("_id", bson(template.id()));
        gate.call(() -> adding.insert(equal, toDocument(template), self))
                .map(there -> BsonTypes.id(there, "_id"))
                .filter(there -> !there.equals(template.id()))
                .ifPresent(there -> {
                    throw new Failure.Conflict(there);
                });
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
                    .map(MongoTemplateRepository::fromDocument)
                    .iterator()) {
                return Page.of(candidates, limit);
            }
        });
    }

    @Override
    public Optional<Template> replace(Id owner, Fingerprint current, Content replacement, Instant now) {
        Fingerprint wanted = replacement.fingerprint();
        return gate.call(() -> {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                Map<String, BsonDocument> oldest = oldest(owner, current, wanted);
                BsonDocument target = oldest.get(current.text());
                if (target == null) {
                    return Optional.empty();
                }
                BsonDocument other = oldest.getOrDefault(wanted.text(), target);
                if (!other.equals(target)) {
                    throw new Failure.Conflict(BsonTypes.id(other, "_id"));
                }
                BsonDocument next = replaced(target, replacement, now);
                if (writeUnlessChanged(target, next)) {
                    return Optional.of(template(next, replacement));
                }
                // It changed, went or found its new content taken since the look. Another of equal content may be left.
            }
            throw Gate.unavailable("too many changes of one template at once", null);
        });
    }

    /** The oldest template for each of two contents that is there, all of it but the content. */
    private Map<String, BsonDocument> oldest(Id owner, Fingerprint one, Fingerprint other) {
        BsonDocument either = new BsonDocument(
                "$in", new BsonArray(List.of(new BsonString(one.text()), new BsonString(other.text()))));
        Map<String, BsonDocument> oldest = new HashMap<>();
        latest.find(byOwner(owner).append(FINGERPRINT, either))
                .sort(OLDEST_FIRST)
                .projection(ALL_BUT_CONTENT)
                .forEach(found -> oldest.putIfAbsent(
                        found.getDocument("stencil").getString("fingerprint").getValue(), found));
        return oldest;
    }

    private static BsonDocument replaced(BsonDocument old, Content replacement, Instant now) {
        BsonDocument next = old.clone();
        BsonDocument ours = next.getDocument("stencil");
        BsonString fingerprint = new BsonString(replacement.fingerprint().text());
        // Equal content leaves the key alone: the plain one may belong to a younger template of equal content.
        if (!fingerprint.equals(ours.put("fingerprint", fingerprint))) {
            ours.put("key", fingerprint);
        }
        ours.put("version", new BsonInt64(ours.getNumber("version").longValue() + 1));
        ours.put("updated", bson(now));
        return next.append("template", BsonContent.encode(replacement.value()));
    }

    /** False also if the unique index holds the new key: the next look finds whose it is. */
    private boolean writeUnlessChanged(BsonDocument old, BsonDocument next) {
        BsonDocument ours = old.getDocument("stencil");
        BsonDocument unchanged = new BsonDocument(OWNER, ours.get("owner"))
                .append("_id", old.get("_id"))
                .append(VERSION, ours.get("version"))
                .append(FINGERPRINT, ours.get("fingerprint"));
        try {
            return templates.replaceOne(unchanged, next).getMatchedCount() > 0;
        } catch (MongoException e) {
            if (InsertUnlessThere.isDuplicateKey(e)) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public boolean remove(Id owner, Fingerprint fingerprint) {
        BsonDocument equal = byContent(owner, fingerprint);
        FindOneAndDeleteOptions oldest = new FindOneAndDeleteOptions().sort(OLDEST_FIRST).projection(ID_ALONE);
        return gate.call(() -> {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                if (latest.findOneAndDelete(equal, oldest) != null) {
                    return true;
                }
                // A server may answer "none" if the one that it had picked was taken away, though others are left.
                if (latest.find(equal).projection(ID_ALONE).first() == null) {
                    return false;
                }
            }
            throw Gate.unavailable("too many changes of one template at once", null);
        });
    }

    private static BsonDocument byPosition(int direction) {
        return new BsonDocument(CREATED, new BsonInt32(direction)).append("_id", new BsonInt32(direction));
    }

    private static BsonDocument byOwner(Id owner) {
        return new BsonDocument(OWNER, bson(owner));
    }

    private static BsonDocument byContent(Id owner, Fingerprint fingerprint) {
        return byOwner(owner).append(FINGERPRINT, new BsonString(fingerprint.text()));
    }

    /** But for the owner and the fingerprint, by which it is inserted. */
    private BsonDocument toDocument(Template template) {
        BsonDocument document = new BsonDocument("_id", bson(template.id()));
        names.of(template.owner()).ifPresent(name -> document.append("profile", new BsonString(name)));
        return document
                .append("template", BsonContent.encode(template.content().value()))
                .append(KEY, new BsonString(template.content().fingerprint().text()))
                .append(VERSION, new BsonInt64(template.version()))
                .append(CREATED, bson(template.created()))
                .append(UPDATED, bson(template.updated()));
    }

    private static Template fromDocument(RawBsonDocument document) {
        return template(document, Content.stored(BsonContent.member(document, "template")));
    }

    private static Template template(BsonDocument document, Content content) {
        BsonDocument ours = document.getDocument("stencil");
        return new Template(
                BsonTypes.id(document, "_id"),
                BsonTypes.id(ours, "owner"),
                content,
                ours.getNumber("version").longValue(),
                BsonTypes.instant(ours, "created"),
                BsonTypes.instant(ours, "updated"));
    }
}
