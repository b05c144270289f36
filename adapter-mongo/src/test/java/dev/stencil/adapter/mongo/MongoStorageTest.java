package dev.stencil.adapter.mongo;

import dev.stencil.contract.MovableStorageContract;
import dev.stencil.core.port.Storage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MongoStorageTest implements MovableStorageContract {
    private final TestDatabase database = new TestDatabase();
    private final Storage storage = MongoStorage.open(database.uri());

    @AfterAll
    void close() {
        storage.close();
        database.close();
    }

    @Override
    public Storage storage() {
        return storage;
    }
}
