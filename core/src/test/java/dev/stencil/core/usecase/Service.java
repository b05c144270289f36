package dev.stencil.core.usecase;

import dev.stencil.core.Stencil;
import dev.stencil.core.domain.Client;
import dev.stencil.core.domain.Event;
import dev.stencil.core.domain.account.PasswordRules;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.memory.InMemoryStorage;
import dev.stencil.core.port.Storage;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Every use case of accounts, put together as a service would. */
public final class Service implements AutoCloseable {
    public static final Client HERE = new Client("192.0.2.1", "a browser");
    static final Client ELSEWHERE = Client.at("192.0.2.2");

    public final FakeClock clock = new FakeClock();
    final List<Event> events = new CopyOnWriteArrayList<>();
    final FakeHasher hasher = new FakeHasher();
    public final FakeTokens tokens = new FakeTokens(clock);
    final Storage storage;
    public final Stencil core;

    public Service() {
        this(new InMemoryStorage());
    }

    public Service(Storage storage) {
        this.storage = storage;
        core = Stencil.builder(storage, hasher, tokens)
                .clock(clock)
                .nanoTime(clock::nanoTime)
                .events(events::add)
                .passwordRules(new PasswordRules(4, Set.of()))
                .registrationsPerHour(20)
                .hashesAtOnce(1)
                .withoutSweep()
                .build();
    }

    public User register(String name) {
        return storage.users().find(core.registerUser().register(name, "pass", HERE)).orElseThrow();
    }

    public Grant signIn(String name) {
        return core.signIn().signIn(name, "pass", HERE);
    }

    public Caller signedIn(String name) {
        return caller(signIn(name));
    }

    /** A new account, signed in. */
    public Caller registered(String name) {
        register(name);
        return signedIn(name);
    }

    /** An access token of a new account. */
    public String tokenOf(String name) {
        register(name);
        return signIn(name).accessToken().text();
    }

    public Caller caller(Grant grant) {
        return caller(grant.accessToken().text());
    }

    public Caller caller(String token) {
        return core.authenticate().caller(token, HERE);
    }

    /** Shows the same token again. */
    Caller again(Caller caller) {
        return caller(tokens.text(caller.token()));
    }

    public User user(String name) {
        return storage.users().find(new UserName(name)).orElseThrow();
    }

    @Override
    public void close() {
        core.close();
    }
}
