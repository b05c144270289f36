package dev.stencil.adapter.mongo.document;

import static dev.stencil.adapter.mongo.document.BsonTypes.bson;
import static dev.stencil.adapter.mongo.document.BsonTypes.document;
import static dev.stencil.adapter.mongo.document.BsonTypes.instant;
import static dev.stencil.adapter.mongo.document.BsonTypes.text;

import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.SessionId;
import dev.stencil.core.domain.account.Access;
import dev.stencil.core.domain.account.AccountState;
import dev.stencil.core.domain.account.PasswordReset;
import dev.stencil.core.domain.account.Roles;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.domain.archive.Archived;
import dev.stencil.core.domain.archive.KeyRole;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonValue;

/**
 * An account as it is stored. {@code stencil.key} is the key of the name, or for all but the oldest of adopted names
 * that share one, the key, NUL and the id.
 */
public final class UserDocument {
    public static final String ID = "stencil.id";
    public static final String KEY = "stencil.key";
    public static final String NAME = "username";
    /** In accounts that are being deleted, and in no others: a sparse index finds them. */
    public static final String CLOSED = "stencil.closed";
    /** In accounts that are disabled, and in no others. Versions that do not know it leave it as it is. */
    public static final String DISABLED = "stencil.disabled";
    public static final String ROLES = "stencil.roles";
    /** When it was deleted: what tombstones alone have. */
    public static final String LEFT = "stencil.left";
    /** Of a document that has exactly the name of an account and never was one: the account's id. */
    public static final String TWIN = "stencil.twin";
    private static final String PASSWORD = "password";

    /**
     * What may change of an account, as it is in one that was just adopted. Members of these values are absent, so that
     * an account that was adopted, or is older than they are, has them.
     */
    private static final Map<String, BsonValue> DEFAULTS = Map.of(
            "closed", BsonBoolean.FALSE,
            "disabled", BsonBoolean.FALSE,
            "roles", new BsonArray(),
            "reset", BsonNull.VALUE,
            "epoch", bson(Access.UNRESTRICTED.epoch()),
            "survivor", BsonNull.VALUE,
            "revoked", bson(Access.UNRESTRICTED.revokedUntil()));

    private UserDocument() {}

    public static BsonDocument byId(Id id) {
        return document(ID, id);
    }

    public static BsonDocument of(User user, String key) {
        BsonDocument ours = document("id", user.id(), "created", user.created(), "updated", user.updated());
        ours.putAll(changing(user));
        return document(
                "_id", user.id(),
                NAME, user.name().text(),
                PASSWORD, user.passwordHash(),
                OwnMember.NAME, ours.append("key", bson(key)));
    }

    private static BsonDocument changing(User user) {
        Access access = user.access();
        BsonDocument members = document(
                "closed", access.isClosed(),
                "disabled", access.isDisabled(),
                "roles", user.roles().words(),
                "epoch", access.epoch(),
                "revoked", access.revokedUntil());
        access.survivor().ifPresent(survivor -> members.append("survivor", bson(survivor.text())));
        user.reset().ifPresent(reset -> members.append("reset", document(
                "hash", reset.tokenHash(), "expires", reset.expires(), "epoch", reset.epoch())));
        members.entrySet().removeAll(DEFAULTS.entrySet());
        return members;
    }

    /**
     * Matches the account as long as it is unchanged. The key is what a sharded collection finds one document by.
     * The one filter on a member of the original: an equality also matches a list that has the hash in it, but no
     * account that can log in has a list there.
     */
    public static BsonDocument unchanged(User user, String key) {
        BsonDocument members = changing(user);
        BsonDocument filter = document(ID, user.id(), KEY, key, PASSWORD, user.passwordHash());
        // An equality with null is one with a member that is absent, too.
        DEFAULTS.forEach((name, value) -> filter.append(
                "stencil." + name,
                members.getOrDefault(name, document("$in", List.of(BsonNull.VALUE, value)))));
        return filter;
    }

    /** An update to the replacement: what may differ of an account. */
    public static BsonDocument change(User replacement) {
        BsonDocument members = changing(replacement);
        BsonDocument set = document(PASSWORD, replacement.passwordHash(), "stencil.updated", replacement.updated());
        members.forEach((name, value) -> set.append("stencil." + name, value));
        BsonDocument unset = new BsonDocument();
        DEFAULTS.keySet().stream()
                .filter(name -> !members.containsKey(name))
                .forEach(name -> unset.append("stencil." + name, BsonBoolean.TRUE));
        BsonDocument update = document("$set", set);
        return unset.isEmpty() ? update : update.append("$unset", unset);
    }

    public static User user(BsonDocument document) {
        BsonDocument ours = document.getDocument(OwnMember.NAME);
        return new User(
                id(document),
                name(document),
                text(document, PASSWORD),
                new Access(
                        state(ours),
                        ours.getNumber("epoch", new BsonInt64(0)).longValue(),
                        Optional.ofNullable(ours.get("survivor")).map(id -> new SessionId(id.asString().getValue())),
                        Instant.ofEpochMilli(ours.getDateTime("revoked", new BsonDateTime(0)).getValue())),
                new Roles(ours.getArray("roles", new BsonArray()).stream()
                        .map(word -> word.asString().getValue())
                        .toList()),
                Optional.ofNullable(ours.get("reset")).map(BsonValue::asDocument).map(UserDocument::reset),
                instant(ours, "created"),
                instant(ours, "updated"));
    }

    private static AccountState state(BsonDocument ours) {
        if (ours.getBoolean("closed", BsonBoolean.FALSE).getValue()) {
            return AccountState.DELETING;
        }
        return ours.getBoolean("disabled", BsonBoolean.FALSE).getValue() ? AccountState.DISABLED : AccountState.ACTIVE;
    }

    private static PasswordReset reset(BsonDocument reset) {
        return new PasswordReset(text(reset, "hash"), instant(reset, "expires"), reset.getInt64("epoch").getValue());
    }

    public static Archived<User> archived(BsonDocument document) {
        User user = user(document);
        return new Archived<>(user, KeyRole.of(user, key(document)));
    }

    public static Id id(BsonDocument document) {
        return BsonTypes.id(document.getDocument(OwnMember.NAME), "id");
    }

    public static UserName name(BsonDocument document) {
        return new UserName(text(document, NAME));
    }

    /** Of templates, too. */
    public static String key(BsonDocument document) {
        return text(document.getDocument(OwnMember.NAME), "key");
    }
}
