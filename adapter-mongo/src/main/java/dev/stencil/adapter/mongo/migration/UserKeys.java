package dev.stencil.adapter.mongo.migration;

import com.mongodb.client.MongoCollection;
import dev.stencil.adapter.mongo.document.OwnMember;
import dev.stencil.adapter.mongo.migration.MigrationProgress.Step;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.domain.archive.Adoption;
import dev.stencil.core.domain.archive.KeyRole;
import java.util.List;
import java.util.Objects;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * Step of a migration that gives the key of a name to the first of the accounts that share it. An account that has it
 * keeps it.
 */
final class UserKeys {
    private final MongoCollection<BsonDocument> users;
    private final Adoption accounts;
    private final CollectionReport report;
    private final GuardedWrites changes;

    UserKeys(MongoCollection<BsonDocument> users, Adoption accounts, CollectionReport report) {
        this.users = users;
        this.accounts = accounts;
        this.report = report;
        this.changes = new GuardedWrites(users, List.of(UserAdoption.NAME, OwnMember.NAME), report);
    }

    void run(MigrationProgress progress) {
        CollectionScan scan = new CollectionScan(users, progress);
        scan.inNaturalOrder(Step.USER_KEYS, batch -> batch.stream().filter(UserKeys::isOurs).forEach(this::keep));
        scan.inNaturalOrder(Step.USER_KEYS, batch -> {
            batch.stream().filter(UserKeys::isOurs).forEach(this::assign);
            changes.flush();
        });
    }

    private static boolean isOurs(RawBsonDocument user) {
        return OwnMember.isIn(user) && user.isString(UserAdoption.NAME);
    }

    private void keep(RawBsonDocument user) {
        if (name(user).key().equals(storedKey(user))) {
            accounts.takeKey(name(user));
        }
    }

    private void assign(RawBsonDocument user) {
        String stored = storedKey(user);
        String wanted = wantedKey(user, stored);
        if (wanted != null && !wanted.equals(name(user).key())) {
            report.duplicate();
        }
        if (!Objects.equals(stored, wanted)) {
            changes.add(user, wanted == null
                    ? new BsonDocument("$unset", new BsonDocument("stencil.key", new BsonString("")))
                    : new BsonDocument("$set", new BsonDocument("stencil.key", new BsonString(wanted))));
        }
    }

    /** Nothing for a document of a name that is another account's: nothing may find it. */
    private @Nullable String wantedKey(RawBsonDocument user, @Nullable String stored) {
        UserName name = name(user);
        Id id = UserAdoption.id(user);
        if (!accounts.add(id, name.text())) {
            return null;
        }
        String key = name.key();
        return key.equals(stored) || accounts.takeKey(name) ? key : KeyRole.SHARER.key(name, id);
    }

    private static UserName name(RawBsonDocument user) {
        return new UserName(user.getString(UserAdoption.NAME).getValue());
    }

    private static @Nullable String storedKey(RawBsonDocument user) {
        BsonDocument ours = user.getDocument(OwnMember.NAME);
        return ours.isString("key") ? ours.getString("key").getValue() : null;
    }
}
