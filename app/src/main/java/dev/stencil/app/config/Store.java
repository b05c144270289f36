package dev.stencil.app.config;

import dev.stencil.adapter.mongo.MongoStorage;
import dev.stencil.adapter.sqlite.SqliteStorage;
import dev.stencil.core.memory.InMemoryStorage;
import dev.stencil.core.port.Storage;
import dev.stencil.core.port.StorageNotOpened;
import java.nio.file.Path;

/** Where accounts and templates are kept. */
public sealed interface Store {
    record InMemory() implements Store {}

    record Sqlite(Path folder) implements Store {}

    /** @param uri may hold a password */
    record Mongo(String uri) implements Store {
        @Override
        public String toString() {
            return "Mongo[]";
        }
    }

    /** @throws StorageNotOpened if it must not or cannot be opened */
    default Storage open() {
        return switch (this) {
            case InMemory() -> new InMemoryStorage();
            case Sqlite(Path folder) -> SqliteStorage.open(folder);
            case Mongo(String uri) -> MongoStorage.open(uri);
        };
    }

    /**
     * @throws StorageNotOpened as {@link #open}
     * @throws CommandFailed if it does not answer
     */
    default Storage openAnswering() {
        Storage storage = open();
        if (!storage.isReady()) {
            storage.close();
            throw new CommandFailed(description() + " does not answer: start it, or look at its address");
        }
        return storage;
    }

    /** For people: never holds a secret. */
    default String description() {
        return switch (this) {
            case InMemory() -> "in memory: nothing is kept";
            case Sqlite(Path folder) -> "SQLite in " + folder.toAbsolutePath().normalize();
            case Mongo mongo -> "MongoDB";
        };
    }
}
