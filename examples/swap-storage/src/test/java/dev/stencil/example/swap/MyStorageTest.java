package dev.stencil.example.swap;

import dev.stencil.contract.StorageContract;
import dev.stencil.core.memory.InMemoryStorage;
import dev.stencil.core.port.Storage;

class MyStorageTest implements StorageContract {
    private final Storage storage = new InMemoryStorage(); // yours here

    @Override
    public Storage storage() {
        return storage;
    }
}
