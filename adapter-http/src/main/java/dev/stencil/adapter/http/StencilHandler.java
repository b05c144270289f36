package dev.stencil.adapter.http;

import dev.stencil.adapter.http.accounts.AccountRoutes;
import dev.stencil.adapter.http.accounts.SessionRoutes;
import dev.stencil.adapter.http.admin.AdminRoutes;
import dev.stencil.adapter.http.description.DescriptionRoutes;
import dev.stencil.adapter.http.health.HealthRoutes;
import dev.stencil.adapter.http.original.OriginalRoutes;
import dev.stencil.adapter.http.templates.TemplateRoutes;
import dev.stencil.adapter.http.transport.SlowClientLimits;
import dev.stencil.adapter.http.web.RequestHandler;
import dev.stencil.adapter.http.web.Route;
import dev.stencil.core.Stencil;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.HttpContinueReadHandler;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Handler of the whole API for an Undertow that has other handlers as well, at its root or below a prefix:
 *
 * <pre>{@code
 * Handlers.path(yours).addPrefixPath("/stencil", new StencilHandler(HttpSettings.DEFAULT, stencil))
 * }</pre>
 *
 * <p>Addresses in answers begin with the prefix. Bodies, slow clients, the memory that is held for them and the
 * requests worked on at a time are limited as in {@link HttpServer}. What comes before a handler is the listener's
 * alone, and has to be limited there: the size and number of headers and the time they may take, connections, the time
 * they may be idle, and what answers a request that is not HTTP.
 *
 * <p>Not to be put behind a {@code BlockingHandler}. The Undertow needs as many worker threads as {@link
 * HttpSettings#workers()}.
 */
public final class StencilHandler implements HttpHandler {
    private final HttpHandler handler;

    /** @param settings of which {@code host}, {@code port}, {@code keepAlive} and {@code basePath} are not used */
    public StencilHandler(HttpSettings settings, Stencil stencil) {
        handler = continuing(requests(settings, stencil, stencil::isReady, () -> false, SlowClientLimits.DEFAULT));
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        if (exchange.isInIoThread()) {
            handler.handleRequest(exchange);
        } else {
            exchange.dispatch(exchange.getIoThread(), handler);
        }
    }

    static RequestHandler requests(
            HttpSettings settings, Stencil stencil, BooleanSupplier ready, BooleanSupplier closing,
            SlowClientLimits limits) {
        List<Route> routes = Stream.of(
                OriginalRoutes.of(
                        stencil, settings.statusCodes(), settings.maxTemplateBytes(), settings.maxBodyBytes()),
                TemplateRoutes.of(stencil, settings.maxTemplateBytes(), settings.maxBodyBytes()),
                SessionRoutes.of(stencil),
                AccountRoutes.of(stencil),
                AdminRoutes.of(stencil),
                HealthRoutes.of(ready),
                DescriptionRoutes.of())
                .flatMap(List::stream)
                .toList();
        return new RequestHandler(
                routes, stencil.authenticate(), settings.workers(), ready, closing,
                settings.cors(), settings.proxies(), settings.tokenHeader(), limits);
    }

    /** Answers "Expect: 100-continue" with 100 before the body is read: such a client sends no body otherwise. */
    static HttpHandler continuing(HttpHandler handler) {
        return new HttpContinueReadHandler(handler);
    }
}
