package dev.stencil.adapter.mongo.document;

import static dev.stencil.adapter.mongo.document.BsonTypes.bson;

import dev.stencil.core.domain.SessionId;
import dev.stencil.core.domain.account.Access;
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
 * An {@link Access} as members of {@code stencil}. Those that are as in {@link Access#UNRESTRICTED} are absent, so that
 * accounts that were adopted, or are older than sessions, have it.
 */
public final class AccessMembers {
    /** In accounts that are being deleted, and in no others: a sparse index finds them. */
    public static final String CLOSED = "stencil.closed";

    private static final Map<String, BsonValue> UNRESTRICTED = Map.of(
            "closed", BsonBoolean.FALSE,
            "epoch", new BsonInt64(Access.UNRESTRICTED.epoch()),
            "survivor", BsonNull.VALUE,
            "revoked", bson(Access.UNRESTRICTED.revokedUntil()));

    private AccessMembers() {}

    static BsonDocument of(Access access) {
        BsonDocument members = new BsonDocument("closed", BsonBoolean.valueOf(!access.active()))
                .append("epoch", new BsonInt64(access.epoch()))
                .append("revoked", bson(access.revokedUntil()));
        access.survivor().ifPresent(survivor -> members.append("survivor", new BsonString(survivor.text())));
        members.entrySet().removeAll(UNRESTRICTED.entrySet());
        return members;
    }

    static Access access(BsonDocument ours) {
        return new Access(
                !ours.getBoolean("closed", BsonBoolean.FALSE).getValue(),
                ours.getNumber("epoch", new BsonInt64(0)).longValue(),
                Optional.ofNullable(ours.get("survivor")).map(id -> new SessionId(id.asString().getValue())),
                Instant.ofEpochMilli(ours.getDateTime("revoked", new BsonDateTime(0)).getValue()));
    }

    /** Matches accounts of that access. */
    static BsonDocument matching(Access access) {
        BsonDocument members = of(access);
        BsonDocument filter = new BsonDocument();
        UNRESTRICTED.forEach((name, absent) -> filter.append(
                "stencil." + name,
                // An equality with null is one with a member that is absent, too.
                members.getOrDefault(
                        name, new BsonDocument("$in", new BsonArray(List.of(BsonNull.VALUE, absent))))));
        return filter;
    }

    /** The members that must be absent, by path; empty if all are present. */
    static BsonDocument absent(Access access) {
        BsonDocument members = of(access);
        BsonDocument absent = new BsonDocument();
        UNRESTRICTED.keySet().stream()
                .filter(name -> !members.containsKey(name))
                .forEach(name -> absent.append("stencil." + name, BsonBoolean.TRUE));
        return absent;
    }
}
