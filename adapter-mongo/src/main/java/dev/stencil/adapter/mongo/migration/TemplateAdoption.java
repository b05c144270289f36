package dev.stencil.adapter.mongo.migration;

import static dev.stencil.adapter.mongo.document.BsonTypes.bson;
import static dev.stencil.adapter.mongo.document.BsonTypes.document;
import static dev.stencil.adapter.mongo.document.TemplateDocument.CONTENT;

import dev.stencil.adapter.mongo.document.BsonContent;
import dev.stencil.adapter.mongo.document.BsonTypes;
import dev.stencil.adapter.mongo.document.OwnMember;
import dev.stencil.adapter.mongo.migration.MigrationProgress.Step;
import dev.stencil.adapter.mongo.migration.MigrationReport.Reason;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.archive.Adoption;
import dev.stencil.core.domain.archive.Adoption.Account;
import dev.stencil.core.domain.archive.KeyRole;
import dev.stencil.core.domain.template.Content;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;

/**
 * Step of a migration that gives templates our members, and new ones to templates that the original has changed since:
 * it knows nothing of our fingerprints. An owner and a time of creation, once written, stay. The key is that of a
 * duplicate for the time being, which is unique whatever else there is.
 */
final class TemplateAdoption {
    private static final String PROFILE = "profile";

    private final CollectionScan templates;
    private final Adoption accounts;
    private final Instant now;
    private final CollectionReport report;
    private final GuardedWrites changes;

    TemplateAdoption(
            CollectionScan templates,
            Adoption accounts,
            MigrationOptions options,
            boolean writes,
            CollectionReport report) {
        this.templates = templates;
        this.accounts = accounts;
        this.now = options.clock().instant();
        this.report = report;
        this.changes = new GuardedWrites(
                templates.collection(), List.of(PROFILE, CONTENT, OwnMember.NAME), writes, report);
    }

    void adopt() {
        templates.inNaturalOrder(Step.TEMPLATES, CollectionScan.DOCUMENTS, this::look, changes::flush);
    }

    private void look(RawBsonDocument template) {
        report.documents++;
        if (OwnMember.isForeignIn(template)) {
            report.problem(template, Reason.FOREIGN_MEMBER);
        } else if (!template.isObjectId("_id")) {
            report.problem(template, Reason.ID_IS_NO_OBJECT_ID);
        } else if (!template.containsKey(CONTENT)) {
            report.problem(template, Reason.NO_CONTENT);
        } else if (OwnMember.isIn(template)) {
            compare(template);
        } else {
            adopt(template);
        }
    }

    private void adopt(RawBsonDocument template) {
        Id id = BsonTypes.id(template, "_id");
        Optional<Account> account = account(template);
        BsonValue created = bson(account.map(it -> it.created(id)).orElse(id.second()));
        BsonDocument members = ofContent(content(template), id, account.isPresent());
        account.ifPresent(it -> members.append("owner", bson(it.id())));
        members.append("version", bson(1L)).append("created", created).append("updated", created);
        report.adopted++;
        write(template, members);
    }

    private void compare(RawBsonDocument template) {
        BsonDocument ours = template.getDocument(OwnMember.NAME);
        Id id = BsonTypes.id(template, "_id");
        boolean owned = ours.isObjectId("owner");
        Optional<Account> account = owned ? named(template) : account(template);
        account.ifPresent(it -> it.created(BsonTypes.instant(ours, "created")));
        BsonDocument found = ofContent(content(template), id, owned || account.isPresent());
        boolean sameContent = Objects.equals(ours.get("fingerprint"), found.get("fingerprint"));
        if (sameContent && (owned || account.isEmpty())) {
            report.already++;
            return;
        }
        BsonDocument next = new BsonDocument();
        next.putAll(ours);
        if (!owned) {
            account.ifPresent(it -> next.append("owner", bson(it.id())));
        }
        if (!sameContent) {
            next.append("version", bson(ours.getNumber("version").longValue() + 1)).append("updated", bson(now));
            next.remove("fingerprint");
        }
        next.remove("key");
        next.putAll(found);
        report.changed++;
        write(template, next);
    }

    private Content content(RawBsonDocument template) {
        Content content = BsonContent.decode(template, CONTENT);
        if (content.isOpaque()) {
            report.opaque++;
        }
        return content;
    }

    /** The members that say what the content is. */
    private static BsonDocument ofContent(Content content, Id id, boolean owned) {
        BsonDocument members = new BsonDocument();
        if (!content.isOpaque()) {
            members.append("fingerprint", bson(content.fingerprint().text()));
        }
        if (owned) {
            members.append("key", bson(KeyRole.SHARER.key(content, id)));
        }
        return members;
    }

    /** The account that the template will be adopted for; that there is none is reported. */
    private Optional<Account> account(RawBsonDocument template) {
        Optional<Account> account = named(template);
        if (account.isEmpty()) {
            report.problem(template, template.isString(PROFILE) ? Reason.NO_ACCOUNT : Reason.PROFILE_IS_NO_STRING);
        }
        return account;
    }

    private Optional<Account> named(RawBsonDocument template) {
        return template.isString(PROFILE) ? accounts.find(BsonTypes.text(template, PROFILE)) : Optional.empty();
    }

    private void write(RawBsonDocument template, BsonDocument ours) {
        changes.add(template, document("$set", document(OwnMember.NAME, ours)));
    }
}
