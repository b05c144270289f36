package dev.stencil.adapter.mongo.document;

import static dev.stencil.adapter.mongo.document.BsonTypes.bson;

import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.archive.KeyRole;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.Fingerprint;
import dev.stencil.core.domain.template.Template;
import java.time.Instant;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;

/**
 * A template as it is stored. {@code stencil.key}, unique for each owner, is the fingerprint; of adopted templates of
 * equal content all but the youngest have the fingerprint, a colon and the id there, and opaque ones, which have no
 * fingerprint, {@code opaque:} and the id.
 */
public final class TemplateDocument {
    public static final String OWNER = "stencil.owner";
    public static final String FINGERPRINT = "stencil.fingerprint";
    public static final String KEY = "stencil.key";
    public static final String CREATED = "stencil.created";
    static final String UPDATED = "stencil.updated";
    static final String VERSION = "stencil.version";
    public static final String CONTENT = "template";

    private TemplateDocument() {}

    public static BsonDocument byOwner(Id owner) {
        return new BsonDocument(OWNER, bson(owner));
    }

    public static BsonDocument byId(Id owner, Id id) {
        return byOwner(owner).append("_id", bson(id));
    }

    public static BsonDocument byContent(Id owner, Fingerprint fingerprint) {
        return byOwner(owner).append(FINGERPRINT, new BsonString(fingerprint.text()));
    }

    /** The members that are unique among the owner's templates: equalities that become members of the document. */
    public static BsonDocument unique(Template template) {
        return template.content().isOpaque()
                ? byOwner(template.owner()).append(KEY, new BsonString(KeyRole.HOLDER.key(template)))
                : byContent(template.owner(), template.content().fingerprint());
    }

    /** All but what {@link #unique} has. */
    public static BsonDocument of(Template template, Optional<String> ownerName) {
        BsonDocument document = new BsonDocument("_id", bson(template.id()));
        ownerName.ifPresent(name -> document.append("profile", new BsonString(name)));
        if (!template.content().isOpaque()) {
            document.append(KEY, new BsonString(KeyRole.HOLDER.key(template)));
        }
        return document
                .append(CONTENT, BsonContent.encode(template.content()))
                .append(VERSION, new BsonInt64(template.version()))
                .append(CREATED, bson(template.created()))
                .append(UPDATED, bson(template.updated()));
    }

    public static Template template(RawBsonDocument document) {
        return template(document, BsonContent.decode(document, CONTENT));
    }

    public static Template template(BsonDocument document, Content content) {
        BsonDocument ours = document.getDocument("stencil");
        return new Template(
                BsonTypes.id(document, "_id"),
                BsonTypes.id(ours, "owner"),
                content,
                version(document),
                BsonTypes.instant(ours, "created"),
                BsonTypes.instant(ours, "updated"));
    }

    public static long version(BsonDocument document) {
        return document.getDocument("stencil").getNumber("version").longValue();
    }

    public static boolean has(BsonDocument document, Fingerprint fingerprint) {
        BsonValue stored = document.getDocument("stencil").get("fingerprint");
        return new BsonString(fingerprint.text()).equals(stored);
    }

    /** A copy with other content, one version on. */
    public static BsonDocument replaced(BsonDocument old, Content replacement, Instant now) {
        BsonDocument next = old.clone();
        BsonDocument ours = next.getDocument("stencil");
        // Equal content leaves the key alone: the plain one may belong to a younger template of equal content.
        if (!has(old, replacement.fingerprint())) {
            BsonString fingerprint = new BsonString(replacement.fingerprint().text());
            ours.append("fingerprint", fingerprint).append("key", fingerprint);
        }
        ours.put("version", new BsonInt64(version(old) + 1));
        ours.put("updated", bson(now));
        return next.append(CONTENT, BsonContent.encode(replacement));
    }

    /** Matches a document as long as nobody has changed it. */
    public static BsonDocument unchanged(BsonDocument document) {
        BsonDocument ours = document.getDocument("stencil");
        return new BsonDocument(OWNER, ours.get("owner"))
                .append("_id", document.get("_id"))
                .append(VERSION, ours.get("version"))
                .append(KEY, ours.get("key"));
    }
}
