package dev.stencil.core.usecase;

import dev.stencil.core.port.SessionRepository;
import dev.stencil.core.port.Storage;
import dev.stencil.core.port.TemplateRepository;
import dev.stencil.core.port.UserRepository;
import java.lang.reflect.Proxy;

/** A storage in which each call on sessions is made, and then followed by what a test wants, which may fail it. */
public record InterceptedSessions(Storage storage, Interception after) implements Storage {
    /** What follows a call. */
    @FunctionalInterface
    public interface Interception {
        void of(String method) throws Exception;
    }

    @Override
    public SessionRepository sessions() {
        return (SessionRepository) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[]{SessionRepository.class},
                (proxy, method, arguments) -> {
                    Object result = method.invoke(storage.sessions(), arguments);
                    after.of(method.getName());
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
