package dev.stencil.core.usecase;

import dev.stencil.core.domain.Failure;
import dev.stencil.core.port.SessionRepository;
import dev.stencil.core.port.Storage;
import dev.stencil.core.port.TemplateRepository;
import dev.stencil.core.port.UserRepository;
import java.lang.reflect.Proxy;
import java.time.Duration;

/**
 * A storage whose refreshes of a session are stored, and answered as if they were not.
 *
 * @param stall happens between both
 */
record StallingStorage(Storage storage, Runnable stall) implements Storage {
    @Override
    public SessionRepository sessions() {
        return (SessionRepository) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[]{SessionRepository.class},
                (proxy, method, arguments) -> {
                    Object result = method.invoke(storage.sessions(), arguments);
                    if (method.getName().equals("refresh")) {
                        stall.run();
                        throw new Failure.Unavailable(Duration.ofSeconds(1), "too slow", null);
                    }
                    return result;
                });
    }

    @Override
    public UserRepository users() {
        return storage.users();
    }

    @Override
    public TemplateRepository templates() {
        return storage.templates();
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void close() {}
}
