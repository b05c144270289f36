package dev.stencil.adapter.mongo.document;

import static dev.stencil.adapter.mongo.document.BsonTypes.bson;
import static dev.stencil.adapter.mongo.document.BsonTypes.document;

import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.archive.Archived;
import dev.stencil.core.domain.archive.KeyRole;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.Fingerprint;
import dev.stencil.core.domain.template.Template;
import java.time.Instant;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonString;
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
    public static final String CONTENT = "template";

    private TemplateDocument() {}

    public static BsonDocument byOwner(Id owner) {
        return document(OWNER, owner);
    }

    public static BsonDocument byId(Id owner, Id id) {
        return document(OWNER, owner, "_id", id);
    }

    public static BsonDocument byContent(Id owner, Fingerprint fingerprint) {
        return document(OWNER, owner, FINGERPRINT, fingerprint.text());
    }

    /** Matches a template of the same owner and content: equalities with members of {@link #of}. */
    public static BsonDocument equal(Template template) {
        return template.content().isOpaque()
                ? document(OWNER, template.owner(), KEY, KeyRole.HOLDER.key(template))
                : byContent(template.owner(), template.content().fingerprint());
    }

    /** @param ownerName is written beside it for the original, if there is one */
    public static BsonDocument of(Template template, KeyRole role, Optional<String> ownerName) {
        BsonDocument document = document("_id", template.id());
        ownerName.ifPresent(name -> document.append("profile", bson(name)));
        BsonDocument ours = document("owner", template.owner());
        if (!template.content().isOpaque()) {
            ours.append("fingerprint", bson(template.content().fingerprint().text()));
        }
        ours.append("key", bson(role.key(template)))
                .append("version", bson(template.version()))
                .append("created", bson(template.created()))
                .append("updated", bson(template.updated()));
        return document.append(CONTENT, BsonContent.encode(template.content())).append(OwnMember.NAME, ours);
    }

    public static Template template(RawBsonDocument document) {
        return template(document, BsonContent.decode(document, CONTENT));
    }

    public static Template template(BsonDocument document, Content content) {
        BsonDocument ours = document.getDocument(OwnMember.NAME);
        return new Template(
                BsonTypes.id(document, "_id"),
                BsonTypes.id(ours, "owner"),
                content,
                version(document),
                BsonTypes.instant(ours, "created"),
                BsonTypes.instant(ours, "updated"));
    }

    public static Archived<Template> archived(RawBsonDocument document) {
        Template template = template(document);
        return new Archived<>(template, KeyRole.of(template, UserDocument.key(document)));
    }

    public static long version(BsonDocument document) {
        return document.getDocument(OwnMember.NAME).getNumber("version").longValue();
    }

    public static boolean has(BsonDocument document, Fingerprint fingerprint) {
        return new BsonString(fingerprint.text()).equals(document.getDocument(OwnMember.NAME).get("fingerprint"));
    }

    /** A copy with other content, one version on. */
    public static BsonDocument replaced(BsonDocument old, Content replacement, Instant now) {
        BsonDocument next = old.clone();
        BsonDocument ours = next.getDocument(OwnMember.NAME);
        // Equal content leaves the key alone: the plain one may belong to a younger template of equal content.
        if (!has(old, replacement.fingerprint())) {
            BsonString fingerprint = new BsonString(replacement.fingerprint().text());
            ours.append("fingerprint", fingerprint).append("key", fingerprint);
        }
        ours.append("version", bson(version(old) + 1)).append("updated", bson(now));
        return next.append(CONTENT, BsonContent.encode(replacement));
    }

    /** Matches a document as long as it is unchanged. */
    public static BsonDocument unchanged(BsonDocument document) {
        BsonDocument ours = document.getDocument(OwnMember.NAME);
        return new BsonDocument(OWNER, ours.get("owner"))
                .append("_id", document.get("_id"))
                .append("stencil.version", ours.get("version"))
                .append(KEY, ours.get("key"));
    }
}
