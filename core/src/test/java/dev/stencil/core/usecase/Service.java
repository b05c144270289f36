package dev.stencil.core.usecase;

import dev.stencil.core.domain.Client;
import dev.stencil.core.domain.Event;
import dev.stencil.core.domain.PasswordRules;
import dev.stencil.core.domain.SessionLimits;
import dev.stencil.core.domain.User;
import dev.stencil.core.domain.UserName;
import dev.stencil.core.memory.InMemoryStorage;
import dev.stencil.core.port.Storage;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Every use case of accounts, put together as a service would. */
final class Service implements AutoCloseable {
    static final Client HERE = new Client("192.0.2.1", "a browser");
    static final Client ELSEWHERE = Client.at("192.0.2.2");

    final FakeClock clock = new FakeClock();
    final List<Event> events = new CopyOnWriteArrayList<>();
    final FakeHasher hasher = new FakeHasher();
    final FakeTokens tokens = new FakeTokens(clock);
    final Storage storage;
    final HashingPool hashing = new HashingPool(1);
    final LiveSessions live;
    final RegisterUser registerUser;
    final SignIn signIn;
    final Authenticate authenticate;
    final RefreshSession refreshSession;
    final ManageSessions manageSessions;
    final ChangePassword changePassword;
    final DeleteAccount deleteAccount;
    final Sweep sweep;

    Service() {
        this(new InMemoryStorage());
    }

    Service(Storage storage) {
        this.storage = storage;
        SessionLimits limits = SessionLimits.DEFAULT;
        Passwords passwords = new Passwords(hasher, hashing, new GuessLimiter(GuessLimits.DEFAULT, clock));
        PasswordRules rules = new PasswordRules(4, Set.of());
        live = new LiveSessions(storage, limits, clock);
        registerUser = new RegisterUser(
                storage, passwords, rules, new RegistrationLimiter(20, clock), clock, events::add);
        signIn = new SignIn(storage, passwords, tokens, limits, clock, events::add);
        authenticate = new Authenticate(tokens, live);
        refreshSession = new RefreshSession(storage, live, tokens, limits, clock, events::add);
        manageSessions = new ManageSessions(storage, live, clock, events::add);
        changePassword = new ChangePassword(storage, passwords, rules, live, clock, events::add);
        deleteAccount = new DeleteAccount(storage, passwords, live, clock, events::add);
        sweep = new Sweep(storage, clock, events::add);
    }

    User register(String name) {
        return storage.users().find(registerUser.register(name, "pass", HERE)).orElseThrow();
    }

    Grant signIn(String name) {
        return signIn.signIn(name, "pass", HERE);
    }

    Caller caller(Grant grant) {
        return caller(grant.accessToken().text());
    }

    Caller caller(String token) {
        return authenticate.caller(token, HERE);
    }

    User user(String name) {
        return storage.users().find(new UserName(name)).orElseThrow();
    }

    @Override
    public void close() {
        hashing.close();
        live.close();
    }
}
