package dev.stencil.app;

import dev.stencil.adapter.http.HttpServer;
import dev.stencil.adapter.http.transport.OpenFiles;
import dev.stencil.adapter.jwt.JwtTokens;
import dev.stencil.adapter.jwt.KeySet;
import dev.stencil.adapter.jwt.SigningSecret;
import dev.stencil.app.config.CommandFailed;
import dev.stencil.app.config.Settings;
import dev.stencil.app.config.Store;
import dev.stencil.app.keys.DevelopmentSecret;
import dev.stencil.app.keys.KeyWatch;
import dev.stencil.core.Stencil;
import dev.stencil.core.domain.session.SessionLimits;
import dev.stencil.core.port.Events;
import dev.stencil.core.port.Storage;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The running server: the one place where adapters meet use cases. */
final class Server implements AutoCloseable {
    /** What is open, the last one first. */
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Storage storage;
    private final HttpServer http;

    /**
     * Starts it.
     *
     * @param storage in place of the one that the settings name
     * @throws CommandFailed if it cannot; nothing is left open then
     */
    Server(Settings settings, Storage storage) {
        this.storage = opened(storage);
        try {
            this.http = assemble(settings);
        } catch (RuntimeException | Error e) {
            try {
                close();
            } catch (IllegalStateException closing) {
                e.addSuppressed(closing);
            }
            throw e;
        }
    }

    /** @throws CommandFailed if it cannot; nothing is left open then */
    static Server start(Settings settings) {
        if (OpenFiles.limit() < OpenFiles.LEAST) {
            throw new CommandFailed("the limit on open files is " + OpenFiles.limit() + ", and " + OpenFiles.LEAST
                    + " is the least to run with: raise it, with ulimit -n or where the service is set up");
        }
        return new Server(settings, settings.store().open());
    }

    private <T extends AutoCloseable> T opened(T resource) {
        opened.push(resource);
        return resource;
    }

    private HttpServer assemble(Settings settings) {
        InstantSource clock = InstantSource.system();
        Events events = opened(new LoggedEvents());
        Optional<KeyWatch> keys =
                settings.keyFile().map(file -> opened(new KeyWatch(file, settings.signingSecret())));
        JwtTokens tokens = new JwtTokens(
                keys.map(KeyWatch::read).orElseGet(() -> KeySet.of(signingSecret(settings))),
                settings.tokenLifetime(),
                clock);
        int hashesAtOnce = hashesAtOnce(settings.passwords().argon2Kibibytes());
        Stencil stencil = opened(Stencil.builder(storage, settings.passwords().hasher(hashesAtOnce), tokens)
                .events(events)
                .clock(clock)
                .passwordRules(settings.passwords().rules())
                .guessLimits(settings.guessLimits())
                .sessionLimits(SessionLimits.DEFAULT.noShorterThan(settings.tokenLifetime()))
                .resetLifetime(settings.resetLifetime())
                .registrationsPerHour(settings.registrationsPerHour())
                .templatesPerAccount(settings.templatesPerUser())
                .hashesAtOnce(hashesAtOnce)
                .callers(settings.http().workers())
                .build());
        keys.ifPresent(watch -> watch.start(tokens, events, KeyWatch.INTERVAL));
        return opened(
                listen(settings, stencil, () -> stencil.isReady() && keys.stream().allMatch(KeyWatch::isRunning)));
    }

    private static SigningSecret signingSecret(Settings settings) {
        return settings.signingSecret()
                .orElseGet(() -> settings.store() instanceof Store.InMemory
                        ? DevelopmentSecret.ephemeral()
                        : DevelopmentSecret.in(settings.dataFolder()));
    }

    /** Together they may take a quarter of the heap. */
    private static int hashesAtOnce(int kibibytes) {
        long fitting = Runtime.getRuntime().maxMemory() / 4 / (kibibytes * 1024L);
        int sparing = Runtime.getRuntime().availableProcessors() - 1;
        return (int) Math.max(1, Math.min(fitting, sparing));
    }

    private static HttpServer listen(Settings settings, Stencil stencil, BooleanSupplier ready) {
        try {
            return HttpServer.start(settings.http(), stencil, ready);
        } catch (UncheckedIOException e) {
            String why = Objects.requireNonNull(e.getCause()).getMessage();
            throw new CommandFailed(
                    "cannot listen at " + inAddress(settings.http().host()) + ":" + settings.http().port() + " ("
                            + why + "): choose another with --host and --port, or HOST and PORT",
                    e);
        }
    }

    /** As it stands in an address: IPv6 in brackets, and the percent sign before its zone escaped (RFC 6874). */
    private static String inAddress(String host) {
        return host.contains(":") ? '[' + host.replace("%", "%25") + ']' : host;
    }

    /** Where it can be reached, without a slash at the end. */
    String url(Settings settings) {
        String host = settings.http().host();
        return "http://" + inAddress(host) + ":" + http.address().getPort()
                + settings.http().basePath();
    }

    boolean isReady() {
        return storage.isReady();
    }

    /**
     * Finishes the requests under way, for at most ten seconds, and closes all that is open: the storage last, and
     * whatever happens before.
     *
     * @throws IllegalStateException at the end, if something could not be closed
     */
    @Override
    public void close() {
        IllegalStateException failure = new IllegalStateException("not everything could be closed");
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception | Error e) {
                failure.addSuppressed(e);
            }
        }
        if (failure.getSuppressed().length > 0) {
            throw failure;
        }
    }
}
