package dev.stencil.adapter.mongo.document;

import dev.stencil.core.domain.SessionId;
import dev.stencil.core.domain.account.Access;
import dev.stencil.core.domain.account.AccountState;
import dev.stencil.core.domain.account.PasswordReset;
import dev.stencil.core.domain.account.Roles;
import dev.stencil.core.domain.account.User;
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
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * What may change of an account, but the password hash, as members of {@code stencil}. Those that are as in an account
 * that was just adopted are absent, so that one that was adopted, or is older than these members, has them.
 */
public final class AccountMembers {
    /** In accounts that are being deleted, and in no others: a sparse index finds them. */
    public static final String CLOSED = "stencil.closed";

    /** In accounts that are disabled, and in no others. Versions that do not know it leave it as it is. */
    public static final String DISABLED = "stencil.disabled";
    public static final String ROLES = "stencil.roles";

    private static final Map<String, BsonValue> ABSENT = Map.of(
            "closed", BsonBoolean.FALSE,
            "disabled", BsonBoolean.FALSE,
            "roles", new BsonArray(),
            "reset", BsonNull.VALUE,
            "epoch", new BsonInt64(Access.UNRESTRICTED.epoch()),
            "survivor", BsonNull.VALUE,
            "revoked", BsonTypes.bson(Access.UNRESTRICTED.revokedUntil()));

    private AccountMembers() {}

    static BsonDocument of(User user) {
        Access access = user.access();
        BsonDocument members = new BsonDocument("closed", BsonBoolean.valueOf(access.isClosed()))
                .append("disabled", BsonBoolean.valueOf(access.isDisabled()))
                .append("roles", new BsonArray(user.roles().words().stream().map(BsonString::new).toList()))
                .append("epoch", new BsonInt64(access.epoch()))
                .append("revoked", BsonTypes.bson(access.revokedUntil()));
        access.survivor().ifPresent(survivor -> members.append("survivor", new BsonString(survivor.text())));
        user.reset().ifPresent(reset -> members.append("reset", bson(reset)));
        members.entrySet().removeAll(ABSENT.entrySet());
        return members;
    }

    static Access access(BsonDocument ours) {
        return new Access(
                state(ours),
                ours.getNumber("epoch", new BsonInt64(0)).longValue(),
                Optional.ofNullable(ours.get("survivor")).map(id -> new SessionId(id.asString().getValue())),
                Instant.ofEpochMilli(ours.getDateTime("revoked", new BsonDateTime(0)).getValue()));
    }

    private static AccountState state(BsonDocument ours) {
        if (ours.getBoolean("closed", BsonBoolean.FALSE).getValue()) {
            return AccountState.DELETING;
        }
        return ours.getBoolean("disabled", BsonBoolean.FALSE).getValue() ? AccountState.DISABLED : AccountState.ACTIVE;
    }

    static Roles roles(BsonDocument ours) {
        return new Roles(ours.getArray("roles", new BsonArray()).stream()
                .map(word -> word.asString().getValue())
                .toList());
    }

    static Optional<PasswordReset> reset(BsonDocument ours) {
        return Optional.ofNullable(ours.get("reset"))
                .map(BsonValue::asDocument)
                .map(reset -> new PasswordReset(
                        reset.getString("hash").getValue(),
                        BsonTypes.instant(reset, "expires"),
                        reset.getInt64("epoch").getValue()));
    }

    private static BsonDocument bson(PasswordReset reset) {
        return new BsonDocument("hash", new BsonString(reset.tokenHash()))
                .append("expires", BsonTypes.bson(reset.expires()))
                .append("epoch", new BsonInt64(reset.epoch()));
    }

    /** Matches accounts that have all this as the user has it. */
    static BsonDocument matching(User user) {
        BsonDocument members = of(user);
        BsonDocument filter = new BsonDocument();
        ABSENT.forEach((name, absent) -> filter.append(
                "stencil." + name,
                // An equality with null is one with a member that is absent, too.
                members.getOrDefault(
                        name, new BsonDocument("$in", new BsonArray(List.of(BsonNull.VALUE, absent))))));
        return filter;
    }

    /** The members that must be absent, by path; empty if all are present. */
    static BsonDocument absent(User user) {
        BsonDocument members = of(user);
        BsonDocument absent = new BsonDocument();
        ABSENT.keySet().stream()
                .filter(name -> !members.containsKey(name))
                .forEach(name -> absent.append("stencil." + name, BsonBoolean.TRUE));
        return absent;
    }
}
