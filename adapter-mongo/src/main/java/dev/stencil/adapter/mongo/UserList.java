package dev.stencil.adapter.mongo;

import static dev.stencil.adapter.mongo.document.BsonTypes.document;
import static dev.stencil.adapter.mongo.document.BsonTypes.each;
import static dev.stencil.adapter.mongo.document.UserDocument.CLOSED;
import static dev.stencil.adapter.mongo.document.UserDocument.DISABLED;
import static dev.stencil.adapter.mongo.document.UserDocument.ID;
import static dev.stencil.adapter.mongo.document.UserDocument.KEY;
import static dev.stencil.adapter.mongo.document.UserDocument.ROLES;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import dev.stencil.adapter.mongo.document.BsonTypes;
import dev.stencil.core.domain.account.AccountState;
import dev.stencil.core.domain.account.UserFilter;
import java.util.List;
import java.util.Optional;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Query for a list of accounts. An account that is neither closed nor disabled has no member that says so, which an
 * index has as null. Each list is named the index that has all it filters and sorts by: of two that seem as good, a
 * server would choose one by the first few accounts.
 */
final class UserList {
    static final BsonDocument BY_STATE = each(1, CLOSED, DISABLED, KEY);
    static final BsonDocument BY_ROLE = each(1, ROLES, CLOSED, DISABLED, KEY);
    /** Tombstones and documents that are no account have no id. */
    static final BsonDocument ACCOUNTS = document(ID, BsonTypes.PRESENT);
    static final BsonDocument WITH_ROLES = document(ROLES, BsonTypes.PRESENT);

    private static final BsonDocument EITHER = document("$in", List.of(BsonNull.VALUE, true));

    private UserList() {}

    /** @param after the key that the list goes on after, or null for its beginning */
    static FindIterable<BsonDocument> find(
            MongoCollection<BsonDocument> users, UserFilter filter, @Nullable String after) {
        BsonDocument range = after == null ? document("$gte", filter.keyPrefix()) : document("$gt", after);
        return users.find(members(filter).append(KEY, range))
                .hint(filter.role().isPresent() ? BY_ROLE : BY_STATE)
                .sort(document(KEY, 1));
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
}
