package dev.stencil.adapter.http;

import dev.stencil.core.memory.InMemoryStorage;
import dev.stencil.core.port.SessionRepository;
import dev.stencil.core.port.Storage;
import dev.stencil.core.port.TemplateRepository;
import dev.stencil.core.port.UserRepository;

/** A storage of parts that tests choose. */
record Stores(UserRepository users, TemplateRepository templates, SessionRepository sessions) implements Storage {
    /** In memory but for the templates. */
    static Stores with(TemplateRepository templates) {
        Storage memory = new InMemoryStorage();
        return new Stores(memory.users(), templates, memory.sessions());
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void close() {}
}
