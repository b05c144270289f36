package dev.stencil.app;

import dev.stencil.adapter.mongo.MongoStorage;
import dev.stencil.adapter.sqlite.SqliteStorage;
import dev.stencil.core.memory.InMemoryStorage;
import dev.stencil.core.port.Storage;
import java.nio.file.Path;

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

    public Empty empty(Path folder) {
        return switch (this) {
            case IN_MEMORY -> new Empty(new InMemoryStorage(), () -> {});
            case SQLITE -> new Empty(SqliteStorage.open(folder), () -> {});
            case MONGODB -> {
                MongoForTests database = new MongoForTests();
                yield new Empty(MongoStorage.open(database.uri()), database::drop);
            }
        };
    }
}
