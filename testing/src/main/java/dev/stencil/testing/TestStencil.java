package dev.stencil.testing;

import dev.stencil.adapter.jwt.JwtTokens;
import dev.stencil.adapter.jwt.SigningSecret;
import dev.stencil.core.Stencil;
import dev.stencil.core.domain.Client;
import dev.stencil.core.domain.Event;
import dev.stencil.core.domain.Id;
import dev.stencil.core.memory.InMemoryStorage;
import dev.stencil.core.port.Storage;
import dev.stencil.core.usecase.Grant;
import dev.stencil.core.usecase.policy.RegistrationLimiter;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/**
 * The core for a test: a real {@link Stencil} with a clock that the test moves, events that it looks at, a storage that
 * it can make fail and passwords that cost nothing. Its access tokens are real ones, live for an hour and are signed
 * with a secret of their own.
 *
 * <p>Nothing happens by itself: it sweeps when {@link Stencil#sweep()} is asked to. One address may ask for any number
 * of accounts. All else is as a {@link Stencil} has it by default. Safe for use by many threads.
 */
public final class TestStencil implements AutoCloseable {
    private static final Client HERE = new Client("127.0.0.1", "a test");

    private final MovableClock clock = new MovableClock();
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final FailingStorage storage;
    private final Stencil stencil;

    private TestStencil(Storage storage, UnaryOperator<Stencil.Builder> settings) {
        this.storage = new FailingStorage(storage);
        SigningSecret secret = new SigningSecret(UUID.randomUUID().toString());
        stencil = settings.apply(Stencil.builder(
                this.storage, new FastPasswordHasher(), new JwtTokens(secret, Duration.ofHours(1), clock))
                .clock(clock)
                .nanoTime(clock::nanoTime)
                .events(events::add)
                .registrationsPerHour(RegistrationLimiter.OFF)
                .withoutSweep())
                .build();
    }

    /** In memory, empty. */
    public static TestStencil start() {
        return start(new InMemoryStorage());
    }

    /** As the other, with the settings as they are. */
    public static TestStencil start(Storage storage) {
        return start(storage, UnaryOperator.identity());
    }

    /**
     * On another storage, with other settings.
     *
     * @param storage is closed with this
     */
    public static TestStencil start(Storage storage, UnaryOperator<Stencil.Builder> settings) {
        return new TestStencil(storage, settings);
    }

    /** All use cases. */
    public Stencil stencil() {
        return stencil;
    }

    /** The time of all use cases and tokens. */
    public MovableClock clock() {
        return clock;
    }

    /** What all use cases read and write. */
    public FailingStorage storage() {
        return storage;
    }

    /** What was reported so far, the earliest first. */
    public List<Event> events() {
        return List.copyOf(events);
    }

    /** A new account, signed in. Its name is one that no other has. */
    public TestAccount account() {
        return account("somebody " + UUID.randomUUID());
    }

    /**
     * A new account, signed in.
     *
     * @throws dev.stencil.core.domain.Failure.Conflict if there is one of that name
     */
    public TestAccount account(String name) {
        String password = "password of " + name;
        Id id = stencil.registerUser().register(name, password, HERE);
        Grant grant = stencil.signIn().signIn(name, password, HERE);
        return new TestAccount(id, name, password, grant.accessToken().text(), grant.refreshToken());
    }

    /** Closes the storage, too. */
    @Override
    public void close() {
        stencil.close();
        storage.close();
    }
}
