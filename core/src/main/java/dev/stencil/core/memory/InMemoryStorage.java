package dev.stencil.core.memory;

import dev.stencil.core.port.Archive;
import dev.stencil.core.port.Intake;
import dev.stencil.core.port.SessionRepository;
import dev.stencil.core.port.Storage;
import dev.stencil.core.port.TemplateRepository;
import dev.stencil.core.port.UserRepository;

/**
 * A full {@link Storage} for tests and for trying things out. It keeps every promise of the ports but one: nothing
 * outlives the object.
 */
public final class InMemoryStorage implements Storage {
    private final InMemoryUserRepository users = new InMemoryUserRepository();
    private final InMemoryTemplateRepository templates = new InMemoryTemplateRepository();
    private final InMemorySessionRepository sessions = new InMemorySessionRepository();
    private final InMemoryArchive archive = new InMemoryArchive(users, templates, sessions);

    @Override
    public UserRepository users() {
        return users;
    }

    @Override
    public TemplateRepository templates() {
        return templates;
    }

    @Override
    public SessionRepository sessions() {
        return sessions;
    }

    @Override
    public Archive archive() {
        return archive;
    }

    @Override
    public Intake intake() {
        return archive;
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void close() {}
}
