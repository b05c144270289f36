package dev.stencil.adapter.mongo.document;

import static dev.stencil.adapter.mongo.document.BsonTypes.bson;

import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserName;
import org.bson.BsonDocument;
import org.bson.BsonString;

/**
 * An account as it is stored. {@code stencil.key} is the key of the name, or for all but the oldest of adopted names
 * that share one, the key, NUL and the id.
 */
public final class UserDocument {
    public static final String ID = "stencil.id";
    public static final String KEY = "stencil.key";
    public static final String NAME = "username";
    static final String PASSWORD = "password";

    private UserDocument() {}

    public static BsonDocument byId(Id id) {
        return new BsonDocument(ID, bson(id));
    }

    /** All but the key. */
    static BsonDocument of(User user) {
        return new BsonDocument("_id", bson(user.id()))
                .append(NAME, new BsonString(user.name().text()))
                .append(PASSWORD, new BsonString(user.passwordHash()))
                .append(OwnMember.NAME, members(user));
    }

    /** The same by dotted paths, as an update wants them. */
    public static BsonDocument paths(User user) {
        BsonDocument paths = of(user);
        paths.remove(OwnMember.NAME);
        members(user).forEach((name, value) -> paths.append(OwnMember.NAME + '.' + name, value));
        return paths;
    }

    private static BsonDocument members(User user) {
        BsonDocument members = new BsonDocument("id", bson(user.id()))
                .append("created", bson(user.created()))
                .append("updated", bson(user.updated()));
        members.putAll(AccountMembers.of(user));
        return members;
    }

    /**
     * Matches the account as long as nobody has changed it. The key is what a sharded collection finds one document by.
     * The one filter on a member of the original: an equality also matches a list that has the hash in it, but no
     * account that can log in has a list there.
     */
    public static BsonDocument unchanged(User user, String key) {
        BsonDocument filter = byId(user.id())
                .append(KEY, new BsonString(key))
                .append(PASSWORD, new BsonString(user.passwordHash()));
        filter.putAll(AccountMembers.matching(user));
        return filter;
    }

    /** An update to the replacement: what may differ of an account. */
    public static BsonDocument change(User replacement) {
        BsonDocument set = new BsonDocument(PASSWORD, new BsonString(replacement.passwordHash()))
                .append("stencil.updated", bson(replacement.updated()));
        AccountMembers.of(replacement).forEach((name, value) -> set.append(OwnMember.NAME + '.' + name, value));
        BsonDocument update = new BsonDocument("$set", set);
        BsonDocument absent = AccountMembers.absent(replacement);
        return absent.isEmpty() ? update : update.append("$unset", absent);
    }

    public static User user(BsonDocument document) {
        BsonDocument ours = document.getDocument(OwnMember.NAME);
        return new User(
                BsonTypes.id(ours, "id"),
                name(document),
                document.getString(PASSWORD).getValue(),
                AccountMembers.access(ours),
                AccountMembers.roles(ours),
                AccountMembers.reset(ours),
                BsonTypes.instant(ours, "created"),
                BsonTypes.instant(ours, "updated"));
    }

    public static UserName name(BsonDocument document) {
        return new UserName(document.getString(NAME).getValue());
    }

    public static String key(BsonDocument document) {
        return document.getDocument(OwnMember.NAME).getString("key").getValue();
    }
}
