package dev.stencil.adapter.http.web;

import dev.stencil.adapter.http.transport.Answer;
import dev.stencil.adapter.http.transport.AnswerSender;
import dev.stencil.adapter.http.transport.Framing;
import dev.stencil.adapter.http.transport.HttpProblem;
import dev.stencil.adapter.http.transport.Limits;
import dev.stencil.adapter.http.transport.RateLimitedLog;
import dev.stencil.adapter.http.transport.SlowClientLimits;
import dev.stencil.adapter.http.transport.SlowClients;
import dev.stencil.adapter.http.transport.Workers;
import dev.stencil.core.usecase.Authenticate;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handler of all requests: gives each an id, the headers that every answer has, and its route. Holds what they share.
 */
public final class RequestHandler implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);
    private static final HttpString REQUEST_ID = new HttpString("X-Request-Id");
    private static final Map<HttpString, String> ALWAYS = Map.of(
            new HttpString("X-Content-Type-Options"), "nosniff",
            new HttpString("Content-Security-Policy"), "default-src 'none'; frame-ancestors 'none'",
            new HttpString("Referrer-Policy"), "no-referrer",
            new HttpString("Cache-Control"), "no-store");

    final Routes routes;
    final Authenticate authenticate;
    final Dialect elsewhere = new ProblemDetails();
    final RateLimitedLog warnings = new RateLimitedLog(LOG::warn, System::nanoTime);
    final Cors cors;
    final TrustedProxies proxies;
    final String tokenHeader;
    final Workers workers;
    final SlowClientLimits limits;
    final SlowClients slowClients;
    final HeapBudget heap;
    final AnswerSender sender;
    final BooleanSupplier closing;

    /**
     * @param workers how many requests are worked on at a time
     * @param ready whether requests can be expected to succeed: otherwise none is queued
     * @param closing whether all requests but the immediate ones are refused with 503
     * @param cors which pages may use the API from a browser
     * @param proxies that say where a request comes from
     * @param tokenHeader the name of the header that tokens are in
     */
    public RequestHandler(
            List<Route> routes, Authenticate authenticate, int workers, BooleanSupplier ready, BooleanSupplier closing,
            Cors cors, TrustedProxies proxies, String tokenHeader, SlowClientLimits limits) {
        this.routes = new Routes(routes);
        this.authenticate = authenticate;
        this.closing = closing;
        this.cors = cors;
        this.proxies = proxies;
        this.tokenHeader = tokenHeader;
        this.limits = limits;
        this.slowClients = new SlowClients(limits.heldBytes());
        this.heap = HeapBudget.of(Runtime.getRuntime().maxMemory(), workers);
        this.workers = new Workers(workers, Limits.WAITING_PER_WORKER * workers, ready);
        this.sender = new AnswerSender(this.workers, slowClients, limits, warnings::log);
    }

    private static String requestId() {
        return Long.toHexString(ThreadLocalRandom.current().nextLong() | Long.MIN_VALUE);
    }

    /** The answer to a request that could not be parsed, with all headers. */
    public Answer refusal(HttpProblem problem) {
        String requestId = requestId();
        Answer answer = elsewhere.answer(problem, requestId).with(REQUEST_ID.toString(), requestId);
        for (Map.Entry<HttpString, String> header : ALWAYS.entrySet()) {
            answer = answer.with(header.getKey().toString(), header.getValue());
        }
        return answer;
    }

    /** A handler for paths outside the base path, without routes: a valid request is answered with 404. */
    public HttpHandler nothing() {
        Routes none = new Routes(List.of());
        return exchange -> handle(exchange, none);
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        handle(exchange, routes);
    }

    private void handle(HttpServerExchange exchange, Routes among) {
        String requestId = requestId();
        exchange.getResponseHeaders().put(REQUEST_ID, requestId);
        ALWAYS.forEach(exchange.getResponseHeaders()::put);
        cors.applyTo(exchange);
        String path = Framing.path(exchange);
        new Exchange(this, exchange, among.find(path), requestId).begin(path);
    }
}
