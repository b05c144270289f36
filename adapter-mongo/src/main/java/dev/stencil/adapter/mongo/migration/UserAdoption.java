package dev.stencil.adapter.mongo.migration;

import static dev.stencil.adapter.mongo.document.BsonTypes.bson;

import com.mongodb.client.MongoCollection;
import dev.stencil.adapter.mongo.UserDeletion;
import dev.stencil.adapter.mongo.document.BsonTypes;
import dev.stencil.adapter.mongo.document.OwnMember;
import dev.stencil.adapter.mongo.migration.MigrationProgress.Step;
import dev.stencil.adapter.mongo.migration.MigrationReport.Reason;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.domain.archive.Adoption;
import dev.stencil.core.domain.archive.KeyRole;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * Step of a migration that gives users our members. Of several documents of exactly one name the first in natural order
 * is the account, as it was for the original, unless another was adopted before: an account stays one. The key is that
 * of a twin for the time being, which is unique whatever else there is.
 */
final class UserAdoption {
    static final String NAME = "username";

    private final MongoCollection<BsonDocument> users;
    private final Adoption accounts;
    private final Predicate<String> canLogIn;
    private final Function<String, Optional<String>> unusable;
    private final Instant now;
    private final boolean writes;
    private final CollectionReport report;
    private final GuardedWrites changes;

    UserAdoption(
            MongoCollection<BsonDocument> users,
            Adoption accounts,
            MigrationOptions options,
            boolean writes,
            CollectionReport report) {
        this.users = users;
        this.accounts = accounts;
        this.canLogIn = options.canLogIn();
        this.unusable = options.unusable();
        this.now = options.clock().instant();
        this.writes = writes;
        this.report = report;
        this.changes = new GuardedWrites(users, List.of(NAME, OwnMember.NAME), report);
    }

    void run(MigrationProgress progress) {
        CollectionScan scan = new CollectionScan(users, progress);
        scan.inNaturalOrder(Step.ACCOUNTS, batch -> batch.forEach(this::remember));
        scan.inNaturalOrder(Step.USERS, batch -> {
            batch.forEach(this::look);
            changes.flush();
        });
    }

    private void remember(RawBsonDocument user) {
        if (OwnMember.isIn(user) && user.isString(NAME)) {
            accounts.add(id(user), user.getString(NAME).getValue());
        }
    }

    private void look(RawBsonDocument user) {
        report.document();
        if (OwnMember.isForeignIn(user)) {
            report.problem(user, Reason.FOREIGN_MEMBER);
        } else if (OwnMember.isTombstone(user)) {
            return;
        } else if (!user.isString(NAME)) {
            report.problem(user, Reason.NAME_IS_NO_STRING);
        } else if (!user.isString("password")) {
            report.problem(user, Reason.PASSWORD_IS_NO_STRING);
        } else {
            adopt(user, user.getString(NAME).getValue());
        }
    }

    private void adopt(RawBsonDocument user, String name) {
        if (!accounts.add(id(user), name)) {
            accounts.find(name).ifPresent(account -> noteTwin(user, account.id()));
            report.problem(user, Reason.NAME_IS_TAKEN);
            return;
        }
        if (OwnMember.isIn(user)) {
            report.already();
            noteTwin(user, null);
        } else {
            report.adopted();
            if (writes) {
                changes.add(user, new BsonDocument("$set", new BsonDocument(OwnMember.NAME, members(user, name))));
            }
        }
        if (name.isEmpty()) {
            report.problem(user, Reason.NAME_IS_EMPTY);
        } else if (!canLogIn.test(name)) {
            report.problem(user, Reason.NAME_IS_TOO_LONG);
        }
        Reason unusableHash = Reason.PASSWORD_HASH_IS_UNUSABLE;
        unusable.apply(user.getString("password").getValue())
                .ifPresent(why -> report.problem(user, unusableHash, unusableHash.text() + ": " + why));
    }

    /** By this the document is found, and goes too, when the account whose name it has is deleted. */
    private void noteTwin(RawBsonDocument user, @Nullable Id account) {
        if (writes && !Objects.equals(OwnMember.twinOf(user), account)) {
            changes.add(user, account == null
                    ? new BsonDocument("$unset", new BsonDocument(UserDeletion.TWIN, BsonBoolean.TRUE))
                    : new BsonDocument("$set", new BsonDocument(UserDeletion.TWIN, bson(account))));
        }
    }

    private BsonDocument members(RawBsonDocument user, String name) {
        Id id = id(user);
        BsonDateTime created = bson(user.isObjectId("_id") ? id.second() : now);
        return new BsonDocument("key", new BsonString(KeyRole.SHARER.key(new UserName(name), id)))
                .append("id", bson(id))
                .append("created", created)
                .append("updated", created);
    }

    /**
     * The id that an account has or will have: the document's, unless a client of the original chose another kind of
     * one; then it is derived from that, so that every run and every process finds the same.
     */
    static Id id(RawBsonDocument user) {
        return OwnMember.isIn(user) ? BsonTypes.id(user.getDocument(OwnMember.NAME), "id") : BsonTypes.idOf(user);
    }
}
