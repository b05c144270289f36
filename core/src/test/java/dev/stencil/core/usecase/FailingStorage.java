package dev.stencil.core.usecase;

import dev.stencil.core.domain.Failure;
import dev.stencil.core.memory.InMemoryStorage;
import dev.stencil.core.port.SessionRepository;
import dev.stencil.core.port.Storage;
import dev.stencil.core.port.TemplateRepository;
import dev.stencil.core.port.UserRepository;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A storage whose calls on accounts can be made to fail, by name, and are counted. */
public final class FailingStorage implements Storage {
    public final Set<String> failing = new HashSet<>();
    public volatile Runnable during = () -> {};
    public volatile int calls;
    /** Takes the place of the sessions, if it is there. */
    public volatile @Nullable SessionRepository replaced;

    private final Storage storage = new InMemoryStorage();
    private final UserRepository users = (UserRepository) Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[]{UserRepository.class},
            (proxy, method, arguments) -> call(method, arguments));

    private Object call(Method method, Object[] arguments) throws Throwable {
        synchronized (this) {
            calls++;
        }
        during.run();
        if (failing.contains(method.getName())) {
            throw new Failure.Unavailable(Duration.ofSeconds(1), "made to fail", null);
        }
        try {
            return method.invoke(storage.users(), arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    public UserRepository users() {
        return users;
    }

    @Override
    public TemplateRepository templates() {
        return storage.templates();
    }

    @Override
    public SessionRepository sessions() {
        return replaced != null ? replaced : storage.sessions();
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void close() {}
}
