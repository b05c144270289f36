package dev.stencil.bench.bare;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stencil.bench.bare.SqliteTemplates.Row;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.SameThreadExecutor;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;

/** Handler that answers what Stencil answers, with bodies of the same form. Checks no token and no input. */
final class BareHandler implements HttpHandler {
    private static final String TEMPLATES = "/api/v1/templates";
    /** The length of what comes before the content of a body. */
    private static final int BEFORE_CONTENT = 11;
    /** A page of Stencil's, and one more to know whether there is another. */
    private static final int MOST_LISTED = 101;

    private final SqliteTemplates templates;
    private final byte[] beforeContent;
    private final boolean blocking;

    /** @param blocking whether a worker waits until what it creates is durable */
    BareHandler(SqliteTemplates templates, String profile, boolean blocking) {
        this.templates = templates;
        this.beforeContent = ("{\"profile\":\"" + profile + "\",\"template\":").getBytes(UTF_8);
        this.blocking = blocking;
    }

    /** Step of a worker or of the loop that commits. */
    @FunctionalInterface
    private interface Work {
        void run() throws Exception;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        if (exchange.getRequestMethod().equals(Methods.GET)) {
            exchange.dispatch(guarded(exchange, () -> get(exchange)));
            return;
        }
        exchange.getRequestReceiver().receiveFullBytes((received, body) -> {
            byte[] content = Arrays.copyOfRange(body, BEFORE_CONTENT, body.length - 1);
            if (blocking || !received.getRequestMethod().equals(Methods.POST)) {
                received.dispatch(guarded(received, () -> change(received, content)));
            } else {
                received.dispatch(SameThreadExecutor.INSTANCE,
                        guarded(received, () -> createInLoop(received, content)));
            }
        });
    }

    private static Runnable guarded(HttpServerExchange exchange, Work work) {
        return () -> {
            try {
                work.run();
            } catch (Exception e) {
                // Shows as a wrong answer, and so as a failed scenario.
                System.err.println("bare: " + e);
                exchange.setStatusCode(500).endExchange();
            }
        };
    }

    private void get(HttpServerExchange exchange) throws Exception {
        String path = exchange.getRelativePath();
        switch (path) {
            case "/" -> exchange.getResponseSender().send("Hello, World!");
            case "/get" -> send(exchange, 200, Bodies.docs(templates.oldest(MOST_LISTED), beforeContent));
            case TEMPLATES -> {
                int limit = Integer.parseInt(exchange.getQueryString().substring("limit=".length()));
                send(exchange, 200, Bodies.page(templates.oldest(limit + 1), limit));
            }
            default -> {
                Row row = templates.find(id(exchange));
                if (etag(row).equals(exchange.getRequestHeaders().getFirst(Headers.IF_NONE_MATCH))) {
                    exchange.getResponseHeaders().put(Headers.ETAG, etag(row));
                    exchange.setStatusCode(304).endExchange();
                } else {
                    send(exchange, 200, row);
                }
            }
        }
    }

    private void change(HttpServerExchange exchange, byte[] content) throws Exception {
        switch (exchange.getRequestMethod().toString()) {
            case "POST" -> created(exchange, templates.insert(content).get());
            case "PUT" -> send(exchange, 200, templates.replace(id(exchange), content));
            case "PATCH" -> {
                String id = id(exchange);
                byte[] patched = Bodies.patched(templates.find(id).content(), content);
                send(exchange, 200, templates.replace(id, patched));
            }
            default -> exchange.setStatusCode(405);
        }
    }

    private void createInLoop(HttpServerExchange exchange, byte[] content) throws Exception {
        var unused = templates.insert(content).whenCompleteAsync((row, failure) -> guarded(exchange, () -> {
            if (failure != null) {
                throw new ExecutionException(failure);
            }
            created(exchange, row);
        }).run(), exchange.getIoThread());
    }

    private static String id(HttpServerExchange exchange) {
        return exchange.getRelativePath().substring(TEMPLATES.length() + 1);
    }

    private static String etag(Row row) {
        return "\"" + row.version() + '"';
    }

    private static void created(HttpServerExchange exchange, Row row) {
        exchange.getResponseHeaders().put(Headers.LOCATION, TEMPLATES + '/' + row.id());
        send(exchange, 201, row);
    }

    private static void send(HttpServerExchange exchange, int status, Row row) {
        exchange.getResponseHeaders().put(Headers.ETAG, etag(row));
        send(exchange, status, Bodies.one(row));
    }

    private static void send(HttpServerExchange exchange, int status, byte[] body) {
        exchange.setStatusCode(status);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
        exchange.setResponseContentLength(body.length);
        exchange.getResponseSender().send(ByteBuffer.wrap(body));
    }
}
