package dev.stencil.app;

import dev.stencil.adapter.http.HttpServer;
import dev.stencil.adapter.jwt.JwtTokens;
import dev.stencil.adapter.jwt.KeySet;
import dev.stencil.adapter.jwt.SigningSecret;
import dev.stencil.adapter.password.Argon2PasswordHasher;
import dev.stencil.adapter.password.CommonPasswords;
import dev.stencil.core.Stencil;
import dev.stencil.core.domain.PasswordRules;
import dev.stencil.core.domain.SessionLimits;
import dev.stencil.core.port.Events;
import dev.stencil.core.port.Storage;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The running server: the one place where adapters meet use cases. */
final class Server implements AutoCloseable {
    private final Storage storage;
    private final Stencil stencil;
    private final Optional<KeyWatch> keys;
    private final Sweeper sweeper;
    private final HttpServer http;

    private Server(
            Storage storage,
            Stencil stencil,
            Optional<KeyWatch> keys,
            Sweeper sweeper,
            HttpServer http) {
        this.storage = storage;
        this.stencil = stencil;
        this.keys = keys;
        this.sweeper = sweeper;
        this.http = http;
    }

    /** @throws CannotStart if it cannot; nothing is left open then */
    static Server start(Settings settings) {
        Storage storage = settings.store().open();
        try {
            return start(settings, storage);
        } catch (RuntimeException e) {
            storage.close();
            throw e;
        }
    }

    /** @param storage in place of the one that the settings name */
    static Server start(Settings settings, Storage storage) {
        InstantSource clock = InstantSource.system();
        Events events = new LoggedEvents();
        Optional<KeyWatch> keys = settings.keyFile().map(file -> new KeyWatch(file, settings.signingSecret()));
        JwtTokens tokens = new JwtTokens(
                keys.map(KeyWatch::read).orElseGet(() -> KeySet.of(signingSecret(settings))),
                settings.tokenLifetime(),
                clock);
        int hashesAtOnce = hashesAtOnce();
        Stencil stencil = Stencil.builder(storage, new Argon2PasswordHasher(hashesAtOnce), tokens)
                .events(events)
                .clock(clock)
                .passwordRules(new PasswordRules(
                        settings.minPasswordLength(), settings.blocklist() ? CommonPasswords.load() : Set.of()))
                .guessLimits(settings.guessLimits())
                .sessionLimits(SessionLimits.DEFAULT.noShorterThan(settings.tokenLifetime()))
                .registrationsPerHour(settings.registrationsPerHour())
                .templatesPerAccount(settings.templatesPerUser())
                .hashesAtOnce(hashesAtOnce)
                .callers(settings.http().workers())
                .build();
        HttpServer http = listen(settings, stencil);
        keys.ifPresent(watch -> watch.start(tokens, events, KeyWatch.INTERVAL));
        return new Server(storage, stencil, keys, new Sweeper(stencil.sweep()), http);
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

    private static HttpServer listen(Settings settings, Stencil stencil) {
        try {
            return HttpServer.start(settings.http(), stencil);
        } catch (UncheckedIOException e) {
            String why = Objects.requireNonNull(e.getCause()).getMessage();
            throw new CannotStart("cannot listen at " + settings.http().host() + ":" + settings.http().port() + " ("
                    + why + "): choose another with --host and --port, or HOST and PORT", e);
        }
    }

    /** Where it can be reached, without a slash at the end. */
    String url(Settings settings) {
        String host = settings.http().host();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + http.address().getPort()
                + settings.http().basePath();
    }

    boolean isReady() {
        return storage.isReady();
    }

    /** Finishes the requests under way, for at most ten seconds, and closes the storage. */
    @Override
    public void close() {
        http.close();
        keys.ifPresent(KeyWatch::close);
        sweeper.close();
        stencil.close();
        storage.close();
    }
}
