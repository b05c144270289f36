package dev.stencil.adapter.mongo;

import static dev.stencil.adapter.mongo.document.BsonTypes.document;

import com.mongodb.client.MongoCollection;
import dev.stencil.adapter.mongo.document.BsonTypes;
import dev.stencil.adapter.mongo.document.UserDocument;
import dev.stencil.core.domain.Id;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonDocument;

/**
 * Cache of the names of owners. The original finds templates by them, so they are written beside each one. They never
 * change, so creating a template costs one round trip.
 */
final class OwnerNames {
    private static final int REMEMBERED = 10_000;
    private static final BsonDocument NAME_ALONE = document(UserDocument.NAME, 1);

    private final MongoCollection<BsonDocument> users;
    private final Map<Id, String> known = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Id, String> eldest) {
            return size() > REMEMBERED;
        }
    });

    OwnerNames(MongoCollection<BsonDocument> users) {
        this.users = users;
    }

    /** Nothing if there is no such account. */
    Optional<String> of(Id owner, Deadline deadline) {
        String name = known.get(owner);
        if (name != null) {
            return Optional.of(name);
        }
        BsonDocument user = deadline.on(users).find(UserDocument.byId(owner)).projection(NAME_ALONE).first();
        if (user == null) {
            return Optional.empty();
        }
        String read = BsonTypes.text(user, UserDocument.NAME);
        known.put(owner, read);
        return Optional.of(read);
    }
}
