package dev.stencil.app;

import dev.stencil.adapter.http.Application;
import dev.stencil.adapter.http.HttpServer;
import dev.stencil.adapter.jwt.JwtTokens;
import dev.stencil.adapter.jwt.KeySet;
import dev.stencil.adapter.jwt.SigningSecret;
import dev.stencil.adapter.password.Argon2PasswordHasher;
import dev.stencil.adapter.password.CommonPasswords;
import dev.stencil.core.domain.PasswordRules;
import dev.stencil.core.domain.SessionLimits;
import dev.stencil.core.port.Events;
import dev.stencil.core.port.Storage;
import dev.stencil.core.usecase.Authenticate;
import dev.stencil.core.usecase.ChangePassword;
import dev.stencil.core.usecase.DeleteAccount;
import dev.stencil.core.usecase.GuessLimiter;
import dev.stencil.core.usecase.HashingPool;
import dev.stencil.core.usecase.LiveSessions;
import dev.stencil.core.usecase.ManageSessions;
import dev.stencil.core.usecase.ManageTemplates;
import dev.stencil.core.usecase.Passwords;
import dev.stencil.core.usecase.RefreshSession;
import dev.stencil.core.usecase.RegisterUser;
import dev.stencil.core.usecase.RegistrationLimiter;
import dev.stencil.core.usecase.SignIn;
import dev.stencil.core.usecase.Sweep;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The running server: the one place where adapters meet use cases. */
final class Stencil implements AutoCloseable {
    private final Storage storage;
    private final HashingPool hashing;
    private final LiveSessions sessions;
    private final Optional<KeyWatch> keys;
    private final Sweeper sweeper;
    private final HttpServer server;

    private Stencil(
            Storage storage,
            HashingPool hashing,
            LiveSessions sessions,
            Optional<KeyWatch> keys,
            Sweeper sweeper,
            HttpServer server) {
        this.storage = storage;
        this.hashing = hashing;
        this.sessions = sessions;
        this.keys = keys;
        this.sweeper = sweeper;
        this.server = server;
    }

    /** @throws CannotStart if it cannot; nothing is left open then */
    static Stencil start(Settings settings) {
        Storage storage = settings.store().open();
        try {
            return start(settings, storage);
        } catch (RuntimeException e) {
            storage.close();
            throw e;
        }
    }

    /** @param storage in place of the one that the settings name */
    static Stencil start(Settings settings, Storage storage) {
        InstantSource clock = InstantSource.system();
        Events events = new LoggedEvents();
        int hashesAtOnce = hashesAtOnce();
        HashingPool hashing = new HashingPool(hashesAtOnce, settings.http().workers());
        GuessLimiter guesses = new GuessLimiter(settings.guessLimits(), clock);
        Passwords passwords = new Passwords(new Argon2PasswordHasher(hashesAtOnce), hashing, guesses);
        PasswordRules rules = new PasswordRules(
                settings.minPasswordLength(), settings.blocklist() ? CommonPasswords.load() : Set.of());
        RegistrationLimiter registrations = new RegistrationLimiter(settings.registrationsPerHour(), clock);
        Optional<KeyWatch> keys = settings.keyFile().map(file -> new KeyWatch(file, settings.signingSecret()));
        JwtTokens tokens = new JwtTokens(
                keys.map(KeyWatch::read).orElseGet(() -> KeySet.of(signingSecret(settings))),
                settings.tokenLifetime(),
                clock);
        SessionLimits limits = SessionLimits.DEFAULT.noShorterThan(settings.tokenLifetime());
        LiveSessions sessions = new LiveSessions(storage, limits, clock);
        Application application = new Application(
                new RegisterUser(storage, passwords, rules, registrations, clock, events),
                new SignIn(storage, passwords, tokens, limits, clock, events),
                new RefreshSession(storage, sessions, tokens, limits, clock, events),
                new Authenticate(tokens, sessions),
                new ManageSessions(storage, sessions, clock, events),
                new ChangePassword(storage, passwords, rules, sessions, clock, events),
                new DeleteAccount(storage, passwords, sessions, clock, events),
                new ManageTemplates(storage.templates(), settings.templatesPerUser(), clock),
                tokens::publicKeys,
                storage::isReady);
        HttpServer server = listen(settings, application);
        keys.ifPresent(watch -> watch.start(tokens, events, KeyWatch.INTERVAL));
        return new Stencil(storage, hashing, sessions, keys, new Sweeper(new Sweep(storage, clock, events)), server);
    }

    private static SigningSecret signingSecret(Settings settings) {
        return settings.signingSecret()
                .orElseGet(() -> settings.store() instanceof Store.InMemory
                        ? DevelopmentSecret.ephemeral()
                        : DevelopmentSecret.in(settings.dataFolder()));
    }

    /** Each takes 19 MiB of heap: together they may take a quarter of it. */
    private static int hashesAtOnce() {
        long fitting = Runtime.getRuntime().maxMemory() / 4 / (19 * 1024 * 1024);
        int sparing = Runtime.getRuntime().availableProcessors() - 1;
        return (int) Math.max(1, Math.min(fitting, sparing));
    }

    private static HttpServer listen(Settings settings, Application application) {
        try {
            return HttpServer.start(settings.http(), application);
        } catch (UncheckedIOException e) {
            String why = Objects.requireNonNull(e.getCause()).getMessage();
            throw new CannotStart("cannot listen at " + settings.http().host() + ":" + settings.http().port() + " ("
                    + why + "): choose another with --host and --port, or HOST and PORT", e);
        }
    }

    /** Where it can be reached, without a slash at the end. */
    String url(Settings settings) {
        String host = settings.http().host();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + server.address().getPort();
    }

    boolean isReady() {
        return storage.isReady();
    }

    /** Finishes the requests under way, for at most ten seconds, and closes the storage. */
    @Override
    public void close() {
        server.close();
        keys.ifPresent(KeyWatch::close);
        sweeper.close();
        hashing.close();
        sessions.close();
        storage.close();
    }
}
