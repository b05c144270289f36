package dev.stencil.adapter.http.front;

import dev.stencil.core.domain.Failure;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of every request: framing, route, method and body on an IO thread, then one endpoint on a worker thread, then
 * the answer, written by whoever has something to write.
 */
public final class Front implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Front.class);
    private static final HttpString REQUEST_ID = new HttpString("X-Request-Id");
    private static final Map<HttpString, String> ALWAYS = Map.of(
            new HttpString("X-Content-Type-Options"), "nosniff",
            new HttpString("Content-Security-Policy"), "default-src 'none'; frame-ancestors 'none'",
            new HttpString("Referrer-Policy"), "no-referrer",
            new HttpString("Cache-Control"), "no-store");

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Routes routes;
    private final Cors cors;
    private final Dialect elsewhere = new ProblemDetails();
    private final Workers workers;

    /**
     * @param workers how many requests are worked on at a time
     * @param ready whether they can be expected to succeed: otherwise none is kept waiting
     * @param origins of pages that may use the API from a browser
     */
    public Front(List<Route> routes, int workers, BooleanSupplier ready, Set<String> origins) {
        this.routes = new Routes(routes);
        this.cors = new Cors(origins);
        this.workers = new Workers(workers, Limits.WAITING_PER_WORKER * workers, ready);
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        String requestId = Long.toHexString(ThreadLocalRandom.current().nextLong() | Long.MIN_VALUE);
        exchange.getResponseHeaders().put(REQUEST_ID, requestId);
        ALWAYS.forEach(exchange.getResponseHeaders()::put);
        cors.applyTo(exchange);
        new Exchange(exchange, routes.find(Framing.path(exchange)), requestId).begin();
    }

    /** One request on its way. */
    private final class Exchange {
        private final HttpServerExchange exchange;
        private final @Nullable Route route;
        private final String segment;
        private final Dialect dialect;
        private final String requestId;

        Exchange(HttpServerExchange exchange, Routes.Match match, String requestId) {
            this.exchange = exchange;
            this.route = match.route();
            this.segment = match.segment();
            this.dialect = route == null ? elsewhere : route.dialect();
            this.requestId = requestId;
        }

        void begin() {
            try {
                Framing.check(exchange);
                dispatch();
            } catch (HttpProblem problem) {
                send(problem);
            }
        }

        private void dispatch() {
            if (route == null) {
                throw HttpProblem.notFound();
            }
            String method = exchange.getRequestMethod().toString();
            Route.Operation operation = route.operation(method);
            if (method.equals("OPTIONS")) {
                work(request -> cors.options(request, route.allow()), new byte[0]);
            } else if (operation == null) {
                throw HttpProblem.methodNotAllowed(route.allow());
            } else if (route.isImmediate()) {
                work(operation.endpoint(), new byte[0]);
            } else {
                BodyReader.read(
                        exchange, operation.maxBody(), body -> handOver(operation.endpoint(), body), this::send);
            }
        }

        /** Leaves the IO thread: what follows may block. */
        private void handOver(Endpoint endpoint, byte[] body) {
            exchange.dispatch(
                    work -> {
                        if (!workers.offer(exchange.getConnection().getWorker(), work)) {
                            send(HttpProblem.unavailable(RETRY_AFTER));
                        }
                    },
                    new Traced(requestId, () -> work(endpoint, body)));
        }

        private void work(Endpoint endpoint, byte[] body) {
            try {
                Answer answer = endpoint.answer(new Request(exchange, segment, body));
                new AnswerSender(exchange, workers, requestId).send(answer, answer.body().next());
            } catch (HttpProblem problem) {
                send(problem);
            } catch (Failure.Unavailable unavailable) {
                LOG.warn("Request {}: {}", requestId, unavailable.getMessage());
                send(dialect.problem(unavailable));
            } catch (Failure failure) {
                send(dialect.problem(failure));
            } catch (RuntimeException | Error e) {
                LOG.error("Request {} failed", requestId, e);
                send(HttpProblem.internal());
            }
        }

        private void send(HttpProblem problem) {
            Answer answer = dialect.answer(problem, requestId);
            new AnswerSender(exchange, workers, requestId).send(answer, answer.body().next());
        }
    }
}
