package dev.stencil.contract;

import dev.stencil.core.memory.InMemoryStorage;
import dev.stencil.core.port.Storage;

class InMemoryStorageTest implements MovableStorageContract {
    private final Storage storage = new InMemoryStorage();

    @Override
    public Storage storage() {
        return storage;
    }
}
