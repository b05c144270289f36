package dev.stencil.adapter.sqlite;

import dev.stencil.contract.MovableStorageContract;
import dev.stencil.core.port.Storage;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqliteStorageTest implements MovableStorageContract {
    private Storage storage;

    @BeforeAll
    void open(@TempDir Path folder) {
        storage = SqliteStorage.open(folder);
    }

    @AfterAll
    void close() {
        storage.close();
    }

    @Override
    public Storage storage() {
        return storage;
    }
}
