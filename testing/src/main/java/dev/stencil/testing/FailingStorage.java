package dev.stencil.testing;

import dev.stencil.core.domain.Failure;
import dev.stencil.core.port.Archive;
import dev.stencil.core.port.Intake;
import dev.stencil.core.port.SessionRepository;
import dev.stencil.core.port.Storage;
import dev.stencil.core.port.TemplateRepository;
import dev.stencil.core.port.UserRepository;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Storage that a test can make fail. It hands every call on to another storage, and fails with
 * {@link Failure.Unavailable} while it is told to: what a store does that cannot be reached.
 */
public final class FailingStorage implements Storage {
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Storage storage;
    private volatile Mode mode = Mode.WORKS;

    private enum Mode {
        WORKS, IS_AWAY, LOSES_REPLIES
    }

    /** @param storage is closed with this one */
    public FailingStorage(Storage storage) {
        this.storage = Objects.requireNonNull(storage, "storage");
    }

    /** Nothing is read or written from now on, and it is not ready. */
    public void goAway() {
        mode = Mode.IS_AWAY;
    }

    /** What is asked for is done from now on, and fails then: nobody who asked knows whether it was done. */
    public void loseReplies() {
        mode = Mode.LOSES_REPLIES;
    }

    /** Works again. */
    public void comeBack() {
        mode = Mode.WORKS;
    }

    private <R> R failing(Class<R> repository, R real) {
        return repository.cast(Proxy.newProxyInstance(
                repository.getClassLoader(),
                new Class<?>[]{repository},
                (proxy, method, arguments) -> call(real, method, arguments)));
    }

    private @Nullable Object call(Object real, Method method, Object @Nullable [] arguments) throws Throwable {
        failIf(Mode.IS_AWAY);
        try {
            Object result = method.invoke(real, arguments);
            failIf(Mode.LOSES_REPLIES);
            return result;
        } catch (InvocationTargetException e) {
            throw Objects.requireNonNull(e.getCause());
        }
    }

    private void failIf(Mode failing) {
        if (mode == failing) {
            throw new Failure.Unavailable(RETRY, "the test made the storage fail", null);
        }
    }

    @Override
    public UserRepository users() {
        return failing(UserRepository.class, storage.users());
    }

    @Override
    public TemplateRepository templates() {
        return failing(TemplateRepository.class, storage.templates());
    }

    @Override
    public SessionRepository sessions() {
        return failing(SessionRepository.class, storage.sessions());
    }

    /** Of the real storage: it never fails. */
    @Override
    public Archive archive() {
        return storage.archive();
    }

    /** Of the real storage: it never fails. */
    @Override
    public Intake intake() {
        return storage.intake();
    }

    @Override
    public boolean isReady() {
        return mode != Mode.IS_AWAY && storage.isReady();
    }

    @Override
    public void close() {
        storage.close();
    }
}
