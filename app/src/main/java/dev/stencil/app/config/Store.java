package dev.stencil.app.config;

import dev.stencil.adapter.mongo.MongoStorage;
import dev.stencil.adapter.sqlite.SqliteStorage;
import dev.stencil.core.memory.InMemoryStorage;
import dev.stencil.core.port.Storage;
import dev.stencil.core.port.StorageNotOpened;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Where accounts and templates are kept. */
public sealed interface Store {
    /** @throws CommandFailed if it must not or cannot be opened */
    Storage open();

    private static Storage opened(Supplier<Storage> opening) {
        try {
            return opening.get();
        } catch (StorageNotOpened e) {
            throw new CommandFailed(e);
        }
    }

    /** @throws CommandFailed as {@link #open}, or if it does not answer */
    default Storage openAnswering() {
        Storage storage = open();
        if (!storage.isReady()) {
            storage.close();
            throw new CommandFailed(description() + " does not answer: start it, or look at its address");
        }
        return storage;
    }

    /** For people: never holds a secret. */
    String description();

    record InMemory() implements Store {
        @Override
        public Storage open() {
            return new InMemoryStorage();
        }

        @Override
        public String description() {
            return "in memory: nothing is kept";
        }
    }

    record Sqlite(Path folder) implements Store {
        @Override
        public Storage open() {
            return opened(() -> SqliteStorage.open(folder));
        }

        @Override
        public String description() {
            return "SQLite in " + folder.toAbsolutePath().normalize();
        }
    }

    /** @param uri may hold a password */
    record Mongo(String uri) implements Store {
        @Override
        public Storage open() {
            return opened(() -> MongoStorage.open(uri));
        }

        @Override
        public String description() {
            return "MongoDB";
        }

        @Override
        public String toString() {
            return "Mongo[]";
        }
    }
}
