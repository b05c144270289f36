package dev.stencil.core.memory;

import dev.stencil.core.port.Storage;
import dev.stencil.core.port.TemplateRepository;
import dev.stencil.core.port.UserRepository;

/**
 * A full {@link Storage} for tests and for trying things out. It keeps every promise of the ports but one: nothing
 * outlives the object.
 */
public final class InMemoryStorage implements Storage {
    private final UserRepository users = new InMemoryUserRepository();
    private final TemplateRepository templates = new InMemoryTemplateRepository();

    @Override
    public UserRepository users() {
        return users;
    }

    @Override
    public TemplateRepository templates() {
        return templates;
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void close() {}
}
