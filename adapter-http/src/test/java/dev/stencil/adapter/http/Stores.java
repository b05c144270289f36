package dev.stencil.adapter.http;

import dev.stencil.core.memory.InMemoryStorage;
import dev.stencil.core.port.SessionRepository;
import dev.stencil.core.port.Storage;
import dev.stencil.core.port.TemplateRepository;
import dev.stencil.core.port.UserRepository;
import java.util.function.BooleanSupplier;

/** Storage put together of repositories that tests choose. */
record Stores(
        UserRepository users, TemplateRepository templates, SessionRepository sessions, BooleanSupplier ready)
        implements
            Storage {
    /** In memory but for the templates. */
    static Stores with(TemplateRepository templates) {
        Storage memory = new InMemoryStorage();
        return new Stores(memory.users(), templates, memory.sessions(), () -> true);
    }

    /** The same storage, ready while {@code ready} says so. */
    static Stores readyWhile(Storage storage, BooleanSupplier ready) {
        return new Stores(storage.users(), storage.templates(), storage.sessions(), ready);
    }

    @Override
    public boolean isReady() {
        return ready.getAsBoolean();
    }

    @Override
    public void close() {}
}
