package dev.stencil.adapter.mongo.document;

import static dev.stencil.adapter.mongo.document.BsonTypes.bson;

import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.archive.Archived;
import dev.stencil.core.domain.archive.KeyRole;
import dev.stencil.core.domain.template.Template;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.RawBsonDocument;

/** Accounts and templates as whole documents, and back. Members of the original beyond its own are not looked at. */
public final class ArchivedDocuments {
    private ArchivedDocuments() {}

    public static BsonDocument of(User user, KeyRole role) {
        BsonDocument document = UserDocument.of(user);
        document.getDocument(OwnMember.NAME).append("key", new BsonString(role.key(user)));
        return document;
    }

    public static BsonDocument of(Template template, KeyRole role, String ownerName) {
        BsonDocument ours = new BsonDocument("owner", bson(template.owner()));
        if (!template.content().isOpaque()) {
            ours.append("fingerprint", new BsonString(template.content().fingerprint().text()));
        }
        ours.append("key", new BsonString(role.key(template)))
                .append("version", new BsonInt64(template.version()))
                .append("created", bson(template.created()))
                .append("updated", bson(template.updated()));
        return new BsonDocument("_id", bson(template.id()))
                .append("profile", new BsonString(ownerName))
                .append(TemplateDocument.CONTENT, BsonContent.encode(template.content()))
                .append("stencil", ours);
    }

    public static Archived<User> user(BsonDocument document) {
        User user = UserDocument.user(document);
        return new Archived<>(user, KeyRole.of(user, UserDocument.key(document)));
    }

    public static Archived<Template> template(RawBsonDocument document) {
        Template template = TemplateDocument.template(document);
        return new Archived<>(template, KeyRole.of(template, UserDocument.key(document)));
    }

    /** Also documents that are no account of ours have ids. */
    public static boolean isUser(BsonDocument document, User user, KeyRole role) {
        return isOurs(document) && user(document).equals(new Archived<>(user, role));
    }

    public static boolean isTemplate(RawBsonDocument document, Template template, KeyRole role) {
        if (!isOurs(document)) {
            return false;
        }
        Archived<Template> there = template(document);
        return there.role() == role && there.item().isIdenticalTo(template);
    }

    private static boolean isOurs(BsonDocument document) {
        return document.get("stencil") instanceof BsonDocument ours && ours.containsKey("key");
    }
}
