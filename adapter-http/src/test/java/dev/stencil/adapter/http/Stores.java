package dev.stencil.adapter.http;

import dev.stencil.core.memory.InMemoryStorage;
import dev.stencil.core.port.SessionRepository;
import dev.stencil.core.port.Storage;
import dev.stencil.core.port.TemplateRepository;
import dev.stencil.core.port.UserRepository;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Storage put together of repositories that tests choose. */
record Stores(
        UserRepository users, TemplateRepository templates, SessionRepository sessions, BooleanSupplier ready)
        implements
            Storage {
    /** A storage in memory, but with a template repository of which one method works. */
    static Stores with(String method, Function<Object[], Object> answer) {
        Storage memory = new InMemoryStorage();
        InvocationHandler templates = (proxy, called, arguments) -> {
            if (called.getName().equals("latest")) {
                return Optional.empty();
            }
            if (called.getName().equals(method)) {
                return answer.apply(arguments);
            }
            throw new UnsupportedOperationException(called.getName());
        };
        return new Stores(
                memory.users(),
                (TemplateRepository) Proxy.newProxyInstance(
                        Stores.class.getClassLoader(), new Class<?>[]{TemplateRepository.class}, templates),
                memory.sessions(),
                () -> true);
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
