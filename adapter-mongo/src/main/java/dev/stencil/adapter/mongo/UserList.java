package dev.stencil.adapter.mongo;

import static dev.stencil.adapter.mongo.document.AccountMembers.CLOSED;
import static dev.stencil.adapter.mongo.document.AccountMembers.DISABLED;
import static dev.stencil.adapter.mongo.document.AccountMembers.ROLES;
import static dev.stencil.adapter.mongo.document.UserDocument.ID;
import static dev.stencil.adapter.mongo.document.UserDocument.KEY;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import dev.stencil.adapter.mongo.document.UserDocument;
import dev.stencil.core.domain.account.AccountState;
import dev.stencil.core.domain.account.UserFilter;
import dev.stencil.core.domain.account.UserPage;
import dev.stencil.core.domain.account.UserPage.Keyed;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * List of accounts by pages. An account that is neither closed nor disabled has no member that says so, which an index
 * has as null. Each list is named the index that has all it filters and sorts by: of two that seem as good, a server
 * would choose one by the first few accounts.
 */
final class UserList {
    static final BsonDocument BY_STATE = ascending(CLOSED, DISABLED, KEY);
    static final BsonDocument BY_ROLE = ascending(ROLES, CLOSED, DISABLED, KEY);
    /** Tombstones and documents that are no account have no id. */
    static final BsonDocument ACCOUNTS = exists(ID);
    static final BsonDocument WITH_ROLES = exists(ROLES);

    private static final BsonValue EITHER =
            new BsonDocument("$in", new BsonArray(List.of(BsonNull.VALUE, BsonBoolean.TRUE)));

    private UserList() {}

    static UserPage page(
            MongoCollection<BsonDocument> users, UserFilter filter, @Nullable String after, int limit) {
        BsonDocument wanted = members(filter).append(
                KEY,
                after == null
                        ? new BsonDocument("$gte", new BsonString(filter.keyPrefix()))
                        : new BsonDocument("$gt", new BsonString(after)));
        try (MongoCursor<Keyed> candidates = users.find(wanted)
                .hint(filter.role().isPresent() ? BY_ROLE : BY_STATE)
                .sort(ascending(KEY))
                .limit((int) Math.min(limit + 1L, Integer.MAX_VALUE))
                .map(document -> new Keyed(UserDocument.key(document), UserDocument.user(document)))
                .iterator()) {
            return UserPage.of(candidates, filter, limit);
        }
    }

    private static BsonDocument members(UserFilter filter) {
        boolean closed = filter.state().equals(Optional.of(AccountState.DELETING));
        BsonDocument members = ACCOUNTS.clone()
                .append(CLOSED, closed ? BsonBoolean.TRUE : BsonNull.VALUE)
                .append(DISABLED, filter.state().map(UserList::disabled).orElse(EITHER));
        filter.role().ifPresent(role -> members.append(ROLES, new BsonString(role)));
        return members;
    }

    private static BsonValue disabled(AccountState state) {
        return switch (state) {
            case ACTIVE -> BsonNull.VALUE;
            case DISABLED -> BsonBoolean.TRUE;
            case DELETING -> EITHER;
        };
    }

    private static BsonDocument ascending(String... members) {
        BsonDocument keys = new BsonDocument();
        Stream.of(members).forEach(member -> keys.append(member, new BsonInt32(1)));
        return keys;
    }

    private static BsonDocument exists(String member) {
        return new BsonDocument(member, new BsonDocument("$exists", BsonBoolean.TRUE));
    }
}
