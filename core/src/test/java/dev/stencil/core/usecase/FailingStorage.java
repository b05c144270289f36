package dev.stencil.core.usecase;

import dev.stencil.core.domain.Failure;
import dev.stencil.core.memory.InMemoryStorage;
import dev.stencil.core.port.SessionRepository;
import dev.stencil.core.port.Storage;
import dev.stencil.core.port.TemplateRepository;
import dev.stencil.core.port.UserRepository;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A storage whose calls on accounts can be made to fail, by name, and are counted. Each call on sessions is followed by
 * what a test wants, which may fail it.
 */
public final class FailingStorage implements Storage {
    /** What follows a call. */
    @FunctionalInterface
    public interface Interception {
        void of(String method) throws Exception;
    }

    public final Set<String> failing = new HashSet<>();
    public volatile Interception during = method -> {};
    public volatile Interception afterSessions = method -> {};
    public final AtomicInteger calls = new AtomicInteger();

    private final Storage storage = new InMemoryStorage();
    private final UserRepository users = proxy(UserRepository.class, storage.users(), method -> {
        calls.incrementAndGet();
        during.of(method);
        if (failing.contains(method)) {
            throw new Failure.Unavailable(Duration.ofSeconds(1), "made to fail", null);
        }
    }, method -> {});
    private final SessionRepository sessions = proxy(
            SessionRepository.class, storage.sessions(), method -> {}, method -> afterSessions.of(method));

    private static <T> T proxy(Class<T> repository, T real, Interception before, Interception after) {
        return repository.cast(Proxy.newProxyInstance(
                repository.getClassLoader(), new Class<?>[]{repository}, (proxy, method, arguments) -> {
                    before.of(method.getName());
                    try {
                        Object result = method.invoke(real, arguments);
                        after.of(method.getName());
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
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
        return sessions;
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void close() {}
}
