package dev.stencil.adapter.http;

import dev.stencil.adapter.http.transport.Listener;
import dev.stencil.adapter.http.transport.SlowClientLimits;
import dev.stencil.adapter.http.web.RequestHandler;
import dev.stencil.core.Stencil;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.PathHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/** Main entry point: a running HTTP server that offers the use cases of a {@link Stencil}. */
public final class HttpServer implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final AtomicBoolean closing = new AtomicBoolean();
    private final Listener listener;

    HttpServer(HttpSettings settings, Stencil stencil, BooleanSupplier isReady, SlowClientLimits limits) {
        BooleanSupplier ready = () -> !closing.get() && isReady.getAsBoolean();
        RequestHandler handler = StencilHandler.requests(settings, stencil, ready, closing::get, limits);
        HttpHandler mounted = settings.basePath().isEmpty()
                ? handler
                : new PathHandler(handler.nothing()).addPrefixPath(settings.basePath(), handler);
        try {
            listener = new Listener(
                    new InetSocketAddress(InetAddress.getByName(settings.host()), settings.port()),
                    settings.workers(), limits, handler::refusal, StencilHandler.continuing(mounted));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts to listen.
     *
     * @throws UncheckedIOException if the address cannot be listened at; the cause is a {@link java.net.BindException}
     *     if it is in use
     */
    public static HttpServer start(HttpSettings settings, Stencil stencil) {
        return start(settings, stencil, stencil::isReady);
    }

    /**
     * Starts to listen, with a check of readiness for more than the Stencil itself needs.
     *
     * @param isReady whether requests can be expected to succeed now; must answer at once
     */
    public static HttpServer start(HttpSettings settings, Stencil stencil, BooleanSupplier isReady) {
        return new HttpServer(settings, stencil, isReady, SlowClientLimits.DEFAULT.withIdle(settings.keepAlive()));
    }

    /** Where it listens, with the port that was taken. */
    public InetSocketAddress address() {
        return listener.address();
    }

    /** Answers new requests with 503, and lets those under way finish for at most ten seconds. */
    @Override
    public void close() {
        closing.set(true);
        listener.close(GRACE);
    }
}
