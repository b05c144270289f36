package dev.stencil.core.usecase;

import dev.stencil.core.port.SessionRepository;
import dev.stencil.core.port.Storage;
import dev.stencil.core.port.TemplateRepository;
import dev.stencil.core.port.UserRepository;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A storage whose first look-up of a session takes its time after it has read: it says that it has, and waits.
 *
 * @param read tells that the session was read
 * @param go is waited for before it is handed out
 */
public record SlowStorage(Storage storage, CountDownLatch read, CountDownLatch go) implements Storage {
    @Override
    public SessionRepository sessions() {
        return (SessionRepository) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[]{SessionRepository.class},
                (proxy, method, arguments) -> {
                    Object result = method.invoke(storage.sessions(), arguments);
                    if (method.getName().equals("find") && read.getCount() > 0) {
                        read.countDown();
                        go.await(10, TimeUnit.SECONDS);
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
