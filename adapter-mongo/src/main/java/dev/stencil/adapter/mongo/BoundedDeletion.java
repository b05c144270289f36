package dev.stencil.adapter.mongo;

import static dev.stencil.adapter.mongo.document.BsonTypes.ID_ALONE;
import static dev.stencil.adapter.mongo.document.BsonTypes.document;

import com.mongodb.client.MongoCollection;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * Bounded deletion: removes a limited number of the documents that match a filter, as all may take longer than a call
 * may.
 */
final class BoundedDeletion {
    private BoundedDeletion() {}

    /**
     * @param latest sees what was written before a majority has it
     * @return how many; fewer than {@code atMost} if none are left, also while others remove the same
     */
    static int remove(MongoCollection<BsonDocument> latest, BsonDocument filter, int atMost, Deadline deadline) {
        int removed = 0;
        boolean more = true;
        while (more && removed < atMost) {
            int wanted = atMost - removed;
            List<BsonValue> ids = deadline.on(latest).find(filter)
                    .projection(ID_ALONE)
                    .limit(wanted)
                    .batchSize(wanted)
                    .map(document -> document.get("_id"))
                    .into(new ArrayList<>());
            if (!ids.isEmpty()) {
                BsonDocument these = filter.clone().append("_id", document("$in", ids));
                removed += Math.toIntExact(deadline.on(latest).deleteMany(these).getDeletedCount());
            }
            more = ids.size() == wanted;
        }
        return removed;
    }
}
