package dev.stencil.adapter.mongo.migration;

import static dev.stencil.adapter.mongo.document.BsonTypes.document;
import static dev.stencil.adapter.mongo.document.BsonTypes.text;
import static dev.stencil.adapter.mongo.document.UserDocument.KEY;
import static dev.stencil.adapter.mongo.document.UserDocument.NAME;
import static dev.stencil.adapter.mongo.document.UserDocument.TWIN;

import dev.stencil.adapter.mongo.document.BsonTypes;
import dev.stencil.adapter.mongo.document.OwnMember;
import dev.stencil.adapter.mongo.document.UserDocument;
import dev.stencil.adapter.mongo.migration.MigrationProgress.Step;
import dev.stencil.adapter.mongo.migration.MigrationReport.Reason;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.domain.archive.Adoption;
import dev.stencil.core.domain.archive.KeyRole;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * Steps of a migration that give users our members. Of several documents of exactly one name the first in natural order
 * is the account, as it was for the original, unless another was adopted before: an account stays one.
 */
final class UserAdoption {
    private final CollectionScan users;
    private final Adoption accounts;
    private final MigrationOptions options;
    private final Instant now;
    private final CollectionReport report;
    private final GuardedWrites changes;

    UserAdoption(
            CollectionScan users, Adoption accounts, MigrationOptions options, boolean writes,
            CollectionReport report) {
        this.users = users;
        this.accounts = accounts;
        this.options = options;
        this.now = options.clock().instant();
        this.report = report;
        this.changes = new GuardedWrites(users.collection(), List.of(NAME, OwnMember.NAME), writes, report);
    }

    /** Makes accounts of users. Their key is that of a twin for the time being: unique whatever else there is. */
    void adopt() {
        each(Step.ACCOUNTS, this::remember);
        each(Step.USERS, this::look);
    }

    private void each(Step step, Consumer<RawBsonDocument> look) {
        users.inNaturalOrder(step, CollectionScan.DOCUMENTS, look, changes::flush);
    }

    private static boolean isOurs(RawBsonDocument user) {
        return OwnMember.isIn(user) && user.isString(NAME);
    }

    private void remember(RawBsonDocument user) {
        if (isOurs(user)) {
            accounts.add(id(user), text(user, NAME));
        }
    }

    private void look(RawBsonDocument user) {
        report.documents++;
        if (OwnMember.isForeignIn(user)) {
            report.problem(user, Reason.FOREIGN_MEMBER);
        } else if (OwnMember.isTombstone(user)) {
            return;
        } else if (!user.isString(NAME)) {
            report.problem(user, Reason.NAME_IS_NO_STRING);
        } else if (!user.isString("password")) {
            report.problem(user, Reason.PASSWORD_IS_NO_STRING);
        } else {
            adopt(user, text(user, NAME));
        }
    }

    private void adopt(RawBsonDocument user, String name) {
        if (!accounts.add(id(user), name)) {
            accounts.find(name).ifPresent(account -> noteTwin(user, account.id()));
            report.problem(user, Reason.NAME_IS_TAKEN);
            return;
        }
        if (OwnMember.isIn(user)) {
            report.already++;
            noteTwin(user, null);
        } else {
            report.adopted++;
            set(user, OwnMember.NAME, members(user, name));
        }
        if (name.isEmpty()) {
            report.problem(user, Reason.NAME_IS_EMPTY);
        } else if (!options.canLogIn().test(name)) {
            report.problem(user, Reason.NAME_IS_TOO_LONG);
        }
        Reason unusable = Reason.PASSWORD_HASH_IS_UNUSABLE;
        options.unusable().apply(text(user, "password"))
                .ifPresent(why -> report.problem(user, unusable, unusable.text() + ": " + why));
    }

    /** By this the document is found, and goes too, when the account whose name it has is deleted. */
    private void noteTwin(RawBsonDocument user, @Nullable Id account) {
        if (!Objects.equals(OwnMember.twinOf(user), account)) {
            set(user, TWIN, account);
        }
    }

    /** @param value null if the member is to go */
    private void set(RawBsonDocument user, String member, @Nullable Object value) {
        changes.add(user, value == null
                ? document("$unset", document(member, true))
                : document("$set", document(member, value)));
    }

    private BsonDocument members(RawBsonDocument user, String name) {
        Id id = id(user);
        Instant created = user.isObjectId("_id") ? id.second() : now;
        return document(
                "key", KeyRole.SHARER.key(new UserName(name), id),
                "id", id,
                "created", created,
                "updated", created);
    }

    /**
     * The id that an account has or will have: the document's, unless a client of the original chose another kind of
     * one; then it is derived from that, so that every run and every process finds the same.
     */
    private static Id id(RawBsonDocument user) {
        return OwnMember.isIn(user) ? UserDocument.id(user) : BsonTypes.idOf(user);
    }

    /** Gives the key of a name to the first of the accounts that share it. An account that has it keeps it. */
    void assignKeys() {
        each(Step.USER_KEYS, this::keepKey);
        each(Step.USER_KEYS, this::assignKey);
    }

    private void keepKey(RawBsonDocument user) {
        if (isOurs(user) && UserDocument.name(user).key().equals(storedKey(user))) {
            accounts.takeKey(UserDocument.name(user));
        }
    }

    private void assignKey(RawBsonDocument user) {
        if (isOurs(user)) {
            String stored = storedKey(user);
            String wanted = wantedKey(user, stored);
            if (wanted != null && !wanted.equals(UserDocument.name(user).key())) {
                report.duplicates++;
            }
            if (!Objects.equals(stored, wanted)) {
                set(user, KEY, wanted);
            }
        }
    }

    /** Nothing for a document of a name that is another account's: nothing may find it. */
    private @Nullable String wantedKey(RawBsonDocument user, @Nullable String stored) {
        UserName name = UserDocument.name(user);
        Id id = id(user);
        if (!accounts.add(id, name.text())) {
            return null;
        }
        String key = name.key();
        return key.equals(stored) || accounts.takeKey(name) ? key : KeyRole.SHARER.key(name, id);
    }

    private static @Nullable String storedKey(RawBsonDocument user) {
        BsonDocument ours = user.getDocument(OwnMember.NAME);
        return ours.isString("key") ? text(ours, "key") : null;
    }
}
