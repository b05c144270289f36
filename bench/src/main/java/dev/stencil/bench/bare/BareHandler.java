package dev.stencil.bench.bare;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.SameThreadExecutor;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** Answers what Stencil answers, with the same bodies. Checks no token and no input. */
final class BareHandler implements HttpHandler {
    private static final String TEMPLATES = "/api/v1/templates";
    /** The length of what comes before the content of a body. */
    private static final int BEFORE_CONTENT = 11;
    /** A page of Stencil's, and one more to know whether there is another. */
    private static final int MOST_LISTED = 101;

    private final Data data;
    private final byte[] beforeContent;
    private final boolean blocking;

    /** @param blocking whether a worker waits until what it creates is durable */
    BareHandler(Data data, String profile, boolean blocking) {
        this.data = data;
        this.beforeContent = ("{\"profile\":\"" + profile + "\",\"template\":").getBytes(UTF_8);
        this.blocking = blocking;
    }

    /** What a worker does. */
    @FunctionalInterface
    private interface Work {
        void run(HttpServerExchange exchange) throws Exception;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        String path = exchange.getRelativePath();
        switch (exchange.getRequestMethod().toString()) {
            case "GET" -> get(exchange, path);
            case "POST" -> withBody(exchange, (posted, content) -> create(posted, content));
            case "PUT" -> withBody(exchange, (put, content) -> work(put, worked -> answer(
                    worked, data.replace(id(path), null, content).orElseThrow())));
            case "PATCH" -> withBody(exchange, (patched, patch) -> work(patched, worked -> patch(worked, path, patch)));
            default -> exchange.setStatusCode(405);
        }
    }

    private void get(HttpServerExchange exchange, String path) {
        switch (path) {
            case "/" -> {
                exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/html; charset=utf-8");
                exchange.getResponseSender().send("Hello, World!");
            }
            case "/get" -> work(exchange, worked -> send(worked, 200, Shape.docs(
                    data.oldest(MOST_LISTED), beforeContent)));
            case TEMPLATES -> work(exchange, worked -> page(worked, limit(worked)));
            default -> work(exchange, worked -> read(worked, id(path)));
        }
    }

    private void page(HttpServerExchange exchange, int limit) throws Exception {
        send(exchange, 200, Shape.page(data.oldest(limit + 1), limit));
    }

    private static int limit(HttpServerExchange exchange) {
        return Integer.parseInt(exchange.getQueryString().substring("limit=".length()));
    }

    private static String id(String path) {
        return path.substring(TEMPLATES.length() + 1);
    }

    private void read(HttpServerExchange exchange, String id) throws Exception {
        Row row = data.find(id).orElseThrow();
        if (etag(row).equals(exchange.getRequestHeaders().getFirst(Headers.IF_NONE_MATCH))) {
            exchange.getResponseHeaders().put(Headers.ETAG, etag(row));
            exchange.setStatusCode(304).endExchange();
        } else {
            answer(exchange, row);
        }
    }

    private void create(HttpServerExchange exchange, byte[] content) {
        if (blocking) {
            work(exchange, worked -> created(worked, data.insert(content).toCompletableFuture().get()));
        } else {
            exchange.dispatch(SameThreadExecutor.INSTANCE, guarded(exchange, posted -> data.insert(content)
                    .whenCompleteAsync(
                            (row, failure) -> guarded(posted, told -> {
                                if (failure != null) {
                                    throw new ExecutionException(failure);
                                }
                                created(told, row);
                            }).run(),
                            posted.getIoThread())));
        }
    }

    private static void created(HttpServerExchange exchange, Row row) {
        exchange.getResponseHeaders().put(Headers.LOCATION, TEMPLATES + '/' + row.id());
        exchange.getResponseHeaders().put(Headers.ETAG, etag(row));
        send(exchange, 201, Shape.one(row));
    }

    private void patch(HttpServerExchange exchange, String path, byte[] patch) throws Exception {
        Optional<Row> replaced = Optional.empty();
        while (replaced.isEmpty()) {
            Row row = data.find(id(path)).orElseThrow();
            replaced = data.replace(row.id(), row.version(), MergePatch.apply(patch, row.content().get()));
        }
        answer(exchange, replaced.get());
    }

    private static void answer(HttpServerExchange exchange, Row row) {
        exchange.getResponseHeaders().put(Headers.ETAG, etag(row));
        send(exchange, 200, Shape.one(row));
    }

    private static String etag(Row row) {
        return "\"" + row.version() + '"';
    }

    private static void send(HttpServerExchange exchange, int status, byte[] body) {
        exchange.setStatusCode(status);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
        exchange.setResponseContentLength(body.length);
        exchange.getResponseSender().send(ByteBuffer.wrap(body));
    }

    /** Gets the content of a body. */
    @FunctionalInterface
    private interface WithContent {
        void run(HttpServerExchange exchange, byte[] content);
    }

    private static void withBody(HttpServerExchange exchange, WithContent next) {
        exchange.getRequestReceiver().receiveFullBytes((received, body) -> next.run(
                received, Arrays.copyOfRange(body, BEFORE_CONTENT, body.length - 1)));
    }

    private static void work(HttpServerExchange exchange, Work work) {
        exchange.dispatch(guarded(exchange, work));
    }

    private static Runnable guarded(HttpServerExchange exchange, Work work) {
        return () -> {
            try {
                work.run(exchange);
            } catch (Exception e) {
                // Shows as a wrong answer, and so as a failed round.
                System.err.println("bare: " + e);
                exchange.setStatusCode(500).endExchange();
            }
        };
    }
}
