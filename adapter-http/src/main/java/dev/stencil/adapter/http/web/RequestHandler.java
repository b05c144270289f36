package dev.stencil.adapter.http.web;

import dev.stencil.adapter.http.transport.Answer;
import dev.stencil.adapter.http.transport.AnswerSender;
import dev.stencil.adapter.http.transport.BodyReader;
import dev.stencil.adapter.http.transport.ErrorCode;
import dev.stencil.adapter.http.transport.Framing;
import dev.stencil.adapter.http.transport.HttpProblem;
import dev.stencil.adapter.http.transport.Limits;
import dev.stencil.adapter.http.transport.RateLimitedLog;
import dev.stencil.adapter.http.transport.RequestContext;
import dev.stencil.adapter.http.transport.SlowClientLimits;
import dev.stencil.adapter.http.transport.SlowClients;
import dev.stencil.adapter.http.transport.Workers;
import dev.stencil.core.domain.Failure;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;

/**
 * Handler of all requests: checks framing, route, method and body on an IO thread, runs one endpoint on a worker thread,
 * and sends its answer.
 */
public final class RequestHandler implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);
    private static final HttpString REQUEST_ID = new HttpString("X-Request-Id");
    private static final Map<HttpString, String> ALWAYS = Map.of(
            new HttpString("X-Content-Type-Options"), "nosniff",
            new HttpString("Content-Security-Policy"), "default-src 'none'; frame-ancestors 'none'",
            new HttpString("Referrer-Policy"), "no-referrer",
            new HttpString("Cache-Control"), "no-store");

    /** Statuses that tell the client to retry later. */
    private static final Set<Integer> LATER = Set.of(429, 503);

    private final Routes routes;
    private final Cors cors;
    private final Dialect elsewhere = new ProblemDetails();
    private final TrustedProxies proxies;
    private final String tokenHeader;
    private final Workers workers;
    private final SlowClientLimits limits;
    private final SlowClients slowClients;
    private final HeapBudget heap;
    private final RateLimitedLog warnings = new RateLimitedLog(LOG::warn, System::nanoTime);
    private volatile boolean closing;

    /**
     * @param workers how many requests are worked on at a time
     * @param ready whether they can be expected to succeed: otherwise none is kept waiting
     * @param cors which pages may use the API from a browser
     * @param proxies that say where a request comes from
     * @param tokenHeader the name of the header that tokens are in
     */
    public RequestHandler(
            List<Route> routes,
            int workers,
            BooleanSupplier ready,
            Cors cors,
            TrustedProxies proxies,
            String tokenHeader,
            SlowClientLimits limits) {
        this.routes = new Routes(routes);
        this.cors = cors;
        this.proxies = proxies;
        this.tokenHeader = tokenHeader;
        this.limits = limits;
        this.slowClients = new SlowClients(limits.heldBytes());
        this.heap = HeapBudget.of(Runtime.getRuntime().maxMemory(), workers);
        this.workers = new Workers(workers, Limits.WAITING_PER_WORKER * workers, ready);
    }

    /** Refuses all further requests but the immediate ones with 503. */
    public void close() {
        closing = true;
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

    /** A handler without routes, for paths outside the base path: all that is valid is 404. */
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
        Exchange begun = new Exchange(exchange, among.find(path), requestId);
        begun.guard(() -> {
            try {
                Framing.checkPath(path);
            } catch (HttpProblem problem) {
                begun.send(elsewhere, problem);
                return;
            }
            begun.begin();
        });
    }

    /** Handling of one request. */
    private final class Exchange {
        private final HttpServerExchange exchange;
        private final @Nullable Route route;
        private final String segment;
        private final Dialect dialect;
        private final String requestId;
        private final SlowClients.Holding body;

        Exchange(HttpServerExchange exchange, Routes.Match match, String requestId) {
            this.exchange = exchange;
            this.route = match.route();
            this.segment = match.segment();
            this.dialect = route == null ? elsewhere : route.dialect(accept());
            this.requestId = requestId;
            this.body = slowClients.of(exchange);
        }

        private List<String> accept() {
            @Nullable
            List<String> accept = exchange.getRequestHeaders().get(Headers.ACCEPT);
            return accept == null ? List.of() : accept;
        }

        /**
         * Runs a step. An error that cannot be answered closes this connection and nothing else: other requests depend on
         * the thread.
         */
        void guard(Runnable step) {
            try {
                step.run();
            } catch (RuntimeException | Error e) {
                IoUtils.safeClose(exchange.getConnection());
                body.release();
                LOG.error("Request {} could not be answered", requestId, e);
            }
        }

        void begin() {
            if (route != null && route.isNegotiated()) {
                exchange.getResponseHeaders().add(Headers.VARY, "Accept");
            }
            try {
                Framing.check(exchange);
                dispatch();
            } catch (HttpProblem problem) {
                send(problem);
            }
        }

        private void dispatch() {
            String method = exchange.getRequestMethod().toString();
            if (route == null) {
                if (method.equals("OPTIONS") && Framing.path(exchange).equals("*")) {
                    work(options(routes.allow()), new byte[0]);
                    return;
                }
                throw HttpProblem.notFound();
            }
            Route.Operation operation = route.operation(method);
            if (method.equals("OPTIONS")) {
                work(options(route.allow()), new byte[0]);
            } else if (operation == null) {
                throw new HttpProblem(
                        ErrorCode.METHOD_NOT_ALLOWED, "This address takes " + route.allow(),
                        Map.of("Allow", route.allow()));
            } else if (route.isImmediate()) {
                work(operation, new byte[0]);
            } else if (closing) {
                throw HttpProblem.unavailable().with(Map.of("Connection", "close"));
            } else {
                BodyReader.read(
                        exchange, operation.maxBody(), body, limits,
                        whole -> handOver(operation, whole),
                        this::send,
                        unreadable -> send(elsewhere, unreadable));
            }
        }

        private Route.Operation options(String allow) {
            return new Route.Operation(0, Set.of(), request -> cors.options(request, allow));
        }

        /** Leaves the IO thread: what follows may block. */
        private void handOver(Route.Operation operation, byte[] whole) {
            long since = System.nanoTime();
            exchange.dispatch(
                    work -> guard(() -> {
                        boolean isLarge = whole.length > Limits.LARGE_BODY;
                        if (!workers.offer(exchange.getConnection().getWorker(), isLarge, work)) {
                            new RequestContext(requestId, () -> refuse("there is too much to do")).run();
                        }
                    }),
                    new RequestContext(requestId, () -> guard(() -> {
                        if (System.nanoTime() - since > limits.queue().toNanos()) {
                            refuse("it has waited for too long");
                        } else {
                            work(operation, whole);
                        }
                    })));
        }

        private void refuse(String why) {
            warn(why);
            send(HttpProblem.unavailable());
        }

        private void work(Route.Operation operation, byte[] whole) {
            try (Request request = new Request(
                    exchange, segment, operation.parameters(), whole, proxies, tokenHeader, heap)) {
                Answer answer = operation.endpoint().answer(request);
                ByteBuffer first = answer.body().next();
                body.release();
                send(answer, first);
            } catch (HttpProblem problem) {
                send(problem);
            } catch (Failure.Unavailable unavailable) {
                warn(unavailable.getMessage());
                send(dialect.problem(unavailable, tokenHeader));
            } catch (Failure failure) {
                send(dialect.problem(failure, tokenHeader));
            } catch (RuntimeException | Error e) {
                LOG.error("Request {} failed", requestId, e);
                send(HttpProblem.internal());
            }
        }

        private void warn(@Nullable String what) {
            warnings.log(String.valueOf(what));
        }

        private void send(HttpProblem problem) {
            send(dialect, problem);
        }

        private void send(Dialect words, HttpProblem problem) {
            body.release();
            Answer answer = words.answer(problem, requestId);
            ByteBuffer first = answer.body().next();
            // A refusal on an IO thread, for want of a worker, is sent at once.
            if (LATER.contains(answer.status()) && !exchange.isInIoThread()) {
                exchange.getIoThread().executeAfter(
                        () -> guard(() -> send(answer, first)), Limits.REFUSAL_DELAY.toMillis(), TimeUnit.MILLISECONDS);
            } else {
                send(answer, first);
            }
        }

        private void send(Answer answer, ByteBuffer first) {
            new AnswerSender(exchange, workers, requestId, slowClients, limits, this::warn).send(answer, first);
        }
    }
}
