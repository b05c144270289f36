package dev.stencil.adapter.mongo.migration;

import static dev.stencil.adapter.mongo.document.BsonTypes.bson;
import static dev.stencil.adapter.mongo.document.BsonTypes.document;
import static dev.stencil.adapter.mongo.document.BsonTypes.text;

import com.mongodb.client.MongoCollection;
import dev.stencil.adapter.mongo.document.OwnMember;
import dev.stencil.adapter.mongo.migration.MigrationProgress.Step;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;

/**
 * Last step of a migration: replaces the password hashes of the original by ones that are safe to keep, also of users
 * who cannot log in.
 */
final class HashWrapping {
    private static final String PASSWORD = "password";
    /** Each takes some 50 ms: few, so that little is lost if the run is ended. */
    private static final int BATCH = 20;

    private final MongoCollection<BsonDocument> users;
    private final Function<String, Optional<String>> wrap;
    private final InstantSource clock;
    private final GuardedWrites changes;
    private long wrapped;

    HashWrapping(
            MongoCollection<BsonDocument> users,
            Function<String, Optional<String>> wrap,
            InstantSource clock,
            CollectionReport report) {
        this.users = users;
        this.wrap = wrap;
        this.clock = clock;
        this.changes = new GuardedWrites(users, List.of(PASSWORD), report);
    }

    /** @return how many were wrapped */
    long run(MigrationProgress progress) {
        new CollectionScan(users, progress)
                .inNaturalOrder(Step.PASSWORD_HASHES, BATCH, this::look, changes::flush);
        return wrapped;
    }

    private void look(RawBsonDocument user) {
        if (user.isString(PASSWORD)) {
            wrap.apply(text(user, PASSWORD)).ifPresent(hash -> replace(user, hash));
        }
    }

    private void replace(RawBsonDocument user, String hash) {
        BsonDocument change = document(PASSWORD, hash);
        if (OwnMember.isIn(user)) {
            change.append("stencil.updated", bson(clock.instant()));
        }
        changes.add(user, document("$set", change));
        wrapped++;
    }
}
