package dev.stencil.adapter.http.transport;

import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.Set;
import java.util.function.Consumer;
import org.xnio.IoUtils;

/**
 * Writes an answer without a thread waiting for its reader. The parts of a long one are made one by one, each when the
 * one before it has gone out, so that a slow reader holds one part in memory and no thread.
 */
public final class AnswerSender {
    /** Headers that hold one, as a path. */
    private static final Set<HttpString> ADDRESSES = Set.of(Headers.LOCATION, new HttpString("Link"));

    private final HttpServerExchange exchange;
    private final Workers workers;
    private final String requestId;
    private final SlowClients readers;
    private final SlowClientLimits patience;
    private final Consumer<String> warning;

    /** @param warning is told of an answer that had to be cut off */
    public AnswerSender(
            HttpServerExchange exchange,
            Workers workers,
            String requestId,
            SlowClients readers,
            SlowClientLimits patience,
            Consumer<String> warning) {
        this.exchange = exchange;
        this.workers = workers;
        this.requestId = requestId;
        this.readers = readers;
        this.patience = patience;
        this.warning = warning;
    }

    /**
     * @param first the first part of the body, which has been asked for already: if it could not be made, another answer
     *     could still be given
     */
    public void send(Answer answer, byte[] first) {
        exchange.setStatusCode(answer.status());
        answer.headers().forEach(this::setHeader);
        Iterator<byte[]> rest = answer.body();
        PendingBody.announce(exchange);
        if (hasNoBody(answer.status())) {
            if (!exchange.isPersistent()) {
                exchange.getResponseHeaders().put(Headers.CONNECTION, "close");
            }
            PendingBody.end(exchange);
            return;
        }
        if (!rest.hasNext()) {
            exchange.setResponseContentLength(first.length);
        } else if (exchange.isHttp11()) {
            // Also where the connection ends with the answer: what is cut off must not look whole.
            exchange.getResponseHeaders().put(Headers.TRANSFER_ENCODING, "chunked");
        }
        if (rest.hasNext() && exchange.getRequestMethod().equals(Methods.HEAD)) {
            // With its channel taken, Undertow does not say that it has no bytes: how many GET has is not known.
            exchange.getResponseChannel();
            PendingBody.end(exchange);
        } else {
            new Parts(rest).send(exchange.getResponseSender(), first);
        }
    }

    private void setHeader(String name, String value) {
        HttpString header = new HttpString(name);
        if (header.equals(Headers.VARY)) {
            exchange.getResponseHeaders().add(header, value);
        } else {
            exchange.getResponseHeaders().put(header, ADDRESSES.contains(header) ? mounted(value) : value);
        }
    }

    /** With an address as the client sees it: routes do not know what path they are mounted at. */
    private String mounted(String value) {
        int path = value.indexOf('/');
        return value.substring(0, path) + exchange.getResolvedPath() + value.substring(path);
    }

    /** Not even one of length 0 (RFC 9110, 8.6). */
    private static boolean hasNoBody(int status) {
        return status == StatusCodes.NO_CONTENT || status == StatusCodes.NOT_MODIFIED;
    }

    private final class Parts implements IoCallback {
        private final Iterator<byte[]> rest;
        private volatile SlowClients.Holding holding = readers.of(exchange);

        Parts(Iterator<byte[]> rest) {
            this.rest = rest;
        }

        /** Most parts are out when this returns: only for the others is it noted that they are waited for. */
        void send(Sender sender, byte[] part) {
            SlowClients.Holding waiting = readers.of(exchange);
            holding = waiting;
            sender.send(ByteBuffer.wrap(part), this);
            waiting.await(patience.forReader(part.length));
            waiting.grow(part.length);
        }

        @Override
        public void onComplete(HttpServerExchange ignored, Sender sender) {
            try {
                holding.release();
                if (rest.hasNext()) {
                    workers.resume(exchange.getConnection().getWorker(),
                            new RequestContext(requestId, () -> sendNext(sender)));
                } else {
                    PendingBody.end(exchange);
                }
            } catch (RuntimeException | Error e) {
                cutOff(e);
            }
        }

        private void sendNext(Sender sender) {
            if (!exchange.getConnection().isOpen()) {
                return;
            }
            try {
                send(sender, rest.next());
            } catch (RuntimeException | Error e) {
                cutOff(e);
            }
        }

        /** The status is out: a cut connection is the only way left to say that this is not all. */
        private void cutOff(Throwable e) {
            IoUtils.safeClose(exchange.getConnection());
            holding.release();
            warning.accept("the answer was cut off: " + (e instanceof Error ? e.getClass().getName() : e.getMessage()));
        }

        @Override
        public void onException(HttpServerExchange ignored, Sender sender, IOException e) {
            holding.release();
            IoUtils.safeClose(exchange.getConnection());
        }
    }
}
