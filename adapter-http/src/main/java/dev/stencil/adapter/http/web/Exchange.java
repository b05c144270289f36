package dev.stencil.adapter.http.web;

import dev.stencil.adapter.http.transport.Answer;
import dev.stencil.adapter.http.transport.Body;
import dev.stencil.adapter.http.transport.BodyReader;
import dev.stencil.adapter.http.transport.ErrorCode;
import dev.stencil.adapter.http.transport.Framing;
import dev.stencil.adapter.http.transport.HttpProblem;
import dev.stencil.adapter.http.transport.Limits;
import dev.stencil.adapter.http.transport.RequestContext;
import dev.stencil.adapter.http.transport.SlowClients;
import dev.stencil.core.domain.Failure;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;

/**
 * Handling of one request: checks framing, route, method and body on an IO thread, runs an endpoint on a worker thread,
 * and sends its answer.
 */
final class Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);

    /** Statuses that tell the client to retry later. */
    private static final Set<Integer> LATER = Set.of(429, 503);

    private final RequestHandler server;
    private final HttpServerExchange exchange;
    private final @Nullable Route route;
    private final String segment;
    private final Dialect dialect;
    private final String requestId;
    private final SlowClients.Holding holding;

    Exchange(RequestHandler server, HttpServerExchange exchange, Routes.Match match, String requestId) {
        this.server = server;
        this.exchange = exchange;
        this.route = match.route();
        this.segment = match.segment();
        this.dialect = route == null ? server.elsewhere : route.dialect(exchange.getRequestHeaders());
        this.requestId = requestId;
        this.holding = server.slowClients.of(exchange);
    }

    /** @param path as it was sent */
    void begin(String path) {
        if (route != null && route.problems() != null) {
            exchange.getResponseHeaders().add(Headers.VARY, "Accept");
        }
        guard(() -> {
            try {
                Framing.checkPath(path);
                Framing.check(exchange);
                dispatch(path);
            } catch (HttpProblem problem) {
                send(problem);
            }
        });
    }

    /**
     * Runs a step. An error that cannot be answered closes this connection and nothing else: other requests depend on
     * the thread.
     */
    private void guard(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            IoUtils.safeClose(exchange.getConnection());
            holding.release();
            LOG.error("Request {} could not be answered", requestId, e);
        }
    }

    private void dispatch(String path) {
        String method = exchange.getRequestMethod().toString();
        Route.Operation operation = route == null ? null : route.operations().get(method);
        if (method.equals("OPTIONS") && (route != null || path.equals("*"))) {
            work(new Route.Operation(0, Set.of(), request -> server.cors.options(request, allow())),
                    holding.emptyBody());
        } else if (route == null) {
            throw HttpProblem.notFound();
        } else if (operation == null) {
            throw new HttpProblem(
                    ErrorCode.METHOD_NOT_ALLOWED, "This address takes " + allow(), Map.of("Allow", allow()));
        } else if (route.isImmediate()) {
            work(operation, holding.emptyBody());
        } else if (server.closing.getAsBoolean()) {
            exchange.setPersistent(false);
            throw HttpProblem.unavailable();
        } else {
            BodyReader.read(
                    exchange, operation.maxBody(), holding, server.limits,
                    whole -> handOver(operation, whole),
                    this::send,
                    unreadable -> send(server.elsewhere, unreadable));
        }
    }

    private String allow() {
        return route == null ? server.routes.allow() : Route.allow(Stream.of(route));
    }

    /** Leaves the IO thread: what follows may block. */
    private void handOver(Route.Operation operation, Body whole) {
        long since = System.nanoTime();
        exchange.dispatch(
                work -> guard(() -> {
                    if (!server.workers.offer(exchange.getConnection().getWorker(), whole.isLarge(), work)) {
                        new RequestContext(requestId, () -> refuse(whole, "there is too much to do")).run();
                    }
                }),
                new RequestContext(requestId, () -> guard(() -> {
                    if (System.nanoTime() - since > server.limits.queue().toNanos()) {
                        refuse(whole, "it has waited for too long");
                    } else {
                        work(operation, whole);
                    }
                })));
    }

    private void refuse(Body whole, String why) {
        whole.close();
        server.warnings.log(why);
        send(HttpProblem.unavailable());
    }

    private void work(Route.Operation operation, Body whole) {
        try (Request request = new Request(server, exchange, segment, operation.parameters(), whole)) {
            Answer answer = operation.endpoint().answer(request);
            ByteBuffer first = answer.body().next();
            holding.release();
            server.sender.send(exchange, requestId, answer, first);
        } catch (HttpProblem problem) {
            send(problem);
        } catch (Failure failure) {
            if (failure instanceof Failure.Unavailable unavailable) {
                server.warnings.log(String.valueOf(unavailable.what()));
            }
            send(dialect.problem(failure, server.tokenHeader));
        } catch (RuntimeException | Error e) {
            LOG.error("Request {} failed", requestId, e);
            send(HttpProblem.internal());
        }
    }

    private void send(HttpProblem problem) {
        send(dialect, problem);
    }

    private void send(Dialect words, HttpProblem problem) {
        holding.release();
        Answer answer = words.answer(problem, requestId);
        ByteBuffer first = answer.body().next();
        // A refusal on an IO thread, for want of a worker, is sent at once.
        if (LATER.contains(answer.status()) && !exchange.isInIoThread()) {
            exchange.getIoThread().executeAfter(
                    () -> guard(() -> server.sender.send(exchange, requestId, answer, first)),
                    Limits.REFUSAL_DELAY.toMillis(), TimeUnit.MILLISECONDS);
        } else {
            server.sender.send(exchange, requestId, answer, first);
        }
    }
}
