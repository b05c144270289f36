package dev.stencil.app;

import dev.stencil.adapter.mongo.MongoStorage;
import dev.stencil.adapter.sqlite.SqliteStorage;
import dev.stencil.core.memory.InMemoryStorage;
import dev.stencil.core.port.Storage;
import java.nio.file.Path;
import java.util.Map;

/** The stores that Stencil comes with. */
public enum EveryStore {
    IN_MEMORY, SQLITE, MONGODB;

    /** A store that holds nothing. */
    public record Empty(Storage storage, Runnable removal) implements AutoCloseable {
        /** Removes what was kept; its user closes the storage itself. */
        @Override
        public void close() {
            removal.run();
        }
    }

    /** What is done with a server and its store. */
    @FunctionalInterface
    public interface Scene {
        void play(Storage storage, TestServer server) throws Exception;
    }

    /** Starts a server whose store holds nothing. */
    public void serve(Path folder, Map<String, String> environment, Scene scene) throws Exception {
        try (Empty empty = empty(folder); TestServer server = TestServer.start(empty.storage(), environment)) {
            scene.play(empty.storage(), server);
        }
    }

    public Empty empty(Path folder) {
        return switch (this) {
            case IN_MEMORY -> new Empty(new InMemoryStorage(), () -> {});
            case SQLITE -> new Empty(SqliteStorage.open(folder), () -> {});
            case MONGODB -> {
                MongoForTests database = new MongoForTests();
                yield new Empty(MongoStorage.open(database.uri()), database::close);
            }
        };
    }
}
