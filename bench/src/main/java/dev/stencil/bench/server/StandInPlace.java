package dev.stencil.bench.server;

import dev.stencil.adapter.mongo.MongoStorage;
import dev.stencil.core.port.Storage;
import java.util.List;
import java.util.Map;

/** A stand-in for MongoDB that nobody else uses. */
record StandInPlace(Server server) implements Place {
    private String uri() {
        return "mongodb://127.0.0.1:" + server.port() + "/bench";
    }

    @Override
    public List<String> flags() {
        return List.of();
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("MONGODB_URI", uri());
    }

    @Override
    public List<String> address() {
        return List.of("mongo", uri());
    }

    @Override
    public Storage open() {
        return MongoStorage.open(uri());
    }

    @Override
    public boolean slowsDown() {
        return true;
    }

    @Override
    public void close() {
        server.close();
    }
}
