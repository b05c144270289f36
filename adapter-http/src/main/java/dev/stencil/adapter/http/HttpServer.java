package dev.stencil.adapter.http;

import dev.stencil.adapter.http.accounts.AccountRoutes;
import dev.stencil.adapter.http.accounts.KeyRoutes;
import dev.stencil.adapter.http.accounts.SessionRoutes;
import dev.stencil.adapter.http.description.DescriptionRoutes;
import dev.stencil.adapter.http.front.Front;
import dev.stencil.adapter.http.front.Limits;
import dev.stencil.adapter.http.front.Route;
import dev.stencil.adapter.http.health.HealthRoutes;
import dev.stencil.adapter.http.original.OriginalRoutes;
import dev.stencil.adapter.http.templates.TemplateRoutes;
import io.undertow.Undertow;
import io.undertow.server.handlers.GracefulShutdownHandler;
import io.undertow.server.handlers.HttpContinueReadHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A running HTTP server. */
public final class HttpServer implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Undertow undertow;
    private final GracefulShutdownHandler graceful;

    private HttpServer(Undertow undertow, GracefulShutdownHandler graceful) {
        this.undertow = undertow;
        this.graceful = graceful;
    }

    /**
     * Starts to listen.
     *
     * @throws UncheckedIOException if the address cannot be listened at; the cause is a {@link java.net.BindException}
     *     if it is in use
     */
    public static HttpServer start(HttpSettings settings, Application application) {
        List<Route> routes = new ArrayList<>();
        routes.addAll(OriginalRoutes.of(settings, application));
        routes.addAll(TemplateRoutes.of(settings, application));
        routes.addAll(SessionRoutes.of(application));
        routes.addAll(AccountRoutes.of(application));
        routes.addAll(KeyRoutes.of(application.keys()));
        routes.addAll(HealthRoutes.of(application.ready()));
        routes.addAll(DescriptionRoutes.of());
        // Without the handler for "Expect: 100-continue" the body of such a request is waited for in vain.
        GracefulShutdownHandler graceful = new GracefulShutdownHandler(
                new HttpContinueReadHandler(
                        new Front(routes, settings.workers(), application.ready(), settings.origins())));
        Undertow undertow = Limits.applyTo(Undertow.builder())
                .setWorkerThreads(settings.workers())
                .addHttpListener(settings.port(), settings.host())
                .setHandler(graceful)
                .build();
        try {
            undertow.start();
        } catch (RuntimeException e) {
            undertow.stop();
            throw e.getCause() instanceof IOException io ? new UncheckedIOException(io) : e;
        }
        return new HttpServer(undertow, graceful);
    }

    /** Where it listens, with the port that was taken. */
    public InetSocketAddress address() {
        return (InetSocketAddress) undertow.getListenerInfo().getFirst().getAddress();
    }

    /** Answers new requests with 503, lets those under way finish for at most ten seconds, then stops. */
    @Override
    public void close() {
        graceful.shutdown();
        try {
            graceful.awaitShutdown(GRACE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        undertow.stop();
    }
}
