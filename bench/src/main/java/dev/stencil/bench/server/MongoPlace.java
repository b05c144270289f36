package dev.stencil.bench.server;

import dev.stencil.adapter.mongo.MongoStorage;
import dev.stencil.core.port.Storage;
import java.util.List;
import java.util.Map;

/** A database of a MongoDB, or of what stands in for one. */
interface MongoPlace extends Place {
    /** Its address, with the database in the path. */
    String uri();

    @Override
    default List<String> flags() {
        return List.of();
    }

    @Override
    default Map<String, String> environment() {
        return Map.of("MONGODB_URI", uri());
    }

    @Override
    default List<String> address() {
        return List.of("mongo", uri());
    }

    @Override
    default Storage open() {
        return MongoStorage.open(uri());
    }
}
