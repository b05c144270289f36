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
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.xnio.IoUtils;

/**
 * Asynchronous writer of answers. The parts of a long answer are made one by one, each after the one before it was
 * written, so that a slow reader holds one part in memory and no thread.
 *
 * @param warning is told of an answer that had to be cut off
 */
public record AnswerSender(Workers workers, SlowClients readers, SlowClientLimits limits, Consumer<String> warning) {
    /** A part that has no more is made and sent whatever others hold. */
    private static final int SMALL = 64 * 1024;

    /** Headers that hold one, as a path. */
    private static final Set<HttpString> ADDRESSES = Set.of(Headers.LOCATION, new HttpString("Link"));

    /**
     * Begins to send an answer.
     *
     * @param requestId is in the log lines of what follows
     * @param first the first part of the body, which has been asked for already: if it could not be made, another
     *     answer could still be given
     * @throws HttpProblem 503 if there is no room for it to wait in: nothing has been sent yet
     */
    public void send(HttpServerExchange exchange, String requestId, Answer answer, ByteBuffer first) {
        SlowClients.Holding holding = readers.of(exchange);
        int length = first.remaining();
        if (!holding.reserve(reservation(length, 1))) {
            throw HttpProblem.unavailable();
        }
        exchange.setStatusCode(answer.status());
        answer.headers().forEach((name, value) -> setHeader(exchange, new HttpString(name), value));
        Iterator<ByteBuffer> rest = answer.body();
        PendingBody.announce(exchange);
        if (hasNoBody(answer.status())) {
            if (!exchange.isPersistent()) {
                exchange.getResponseHeaders().put(Headers.CONNECTION, "close");
            }
            PendingBody.end(exchange);
            return;
        }
        if (!rest.hasNext()) {
            exchange.setResponseContentLength(length);
        } else if (exchange.isHttp11()) {
            // Also where the connection ends with the answer: what is cut off must not look whole.
            exchange.getResponseHeaders().put(Headers.TRANSFER_ENCODING, "chunked");
        }
        if (rest.hasNext() && exchange.getRequestMethod().equals(Methods.HEAD)) {
            // With its channel taken, Undertow does not say that it has no bytes: how many GET has is not known.
            exchange.getResponseChannel();
            holding.release();
            PendingBody.end(exchange);
        } else {
            new Transmission(exchange, requestId, rest, holding)
                    .send(exchange.getResponseSender(), first, reservation(length, 1));
        }
    }

    /** How many bytes are reserved for a part: none if it is small. */
    private static long reservation(int length, int times) {
        return length > SMALL ? (long) length * times : 0;
    }

    private static void setHeader(HttpServerExchange exchange, HttpString header, String value) {
        if (header.equals(Headers.VARY)) {
            exchange.getResponseHeaders().add(header, value);
        } else if (ADDRESSES.contains(header)) {
            // As the client sees it: routes do not know what path they are mounted at.
            int path = value.indexOf('/');
            String mounted = value.substring(0, path) + exchange.getResolvedPath() + value.substring(path);
            exchange.getResponseHeaders().put(header, mounted);
        } else {
            exchange.getResponseHeaders().put(header, value);
        }
    }

    /** Not even one of length 0 (RFC 9110, 8.6). */
    private static boolean hasNoBody(int status) {
        return status == StatusCodes.NO_CONTENT || status == StatusCodes.NOT_MODIFIED;
    }

    /** One answer on its way. */
    private final class Transmission implements IoCallback {
        private final HttpServerExchange exchange;
        private final String requestId;
        private final Iterator<ByteBuffer> rest;
        private volatile SlowClients.Holding holding;
        /** Of the part that was sent last. */
        private volatile int length;

        Transmission(
                HttpServerExchange exchange, String requestId, Iterator<ByteBuffer> rest, SlowClients.Holding holding) {
            this.exchange = exchange;
            this.requestId = requestId;
            this.rest = rest;
            this.holding = holding;
        }

        /** Most parts are out when this returns: only for the others is it noted that they are waited for. */
        void send(Sender sender, ByteBuffer part, long reserved) {
            SlowClients.Holding waiting = holding;
            int size = part.remaining();
            length = size;
            sender.send(part, this);
            waiting.await(limits.forReader(size));
            waiting.grow(size - reserved);
        }

        @Override
        public void onComplete(HttpServerExchange ignored, Sender sender) {
            try {
                holding.release();
                if (rest.hasNext()) {
                    resume(sender);
                } else {
                    PendingBody.end(exchange);
                }
            } catch (RuntimeException | Error e) {
                cutOff(e);
            }
        }

        private void resume(Sender sender) {
            workers.resume(exchange.getConnection().getWorker(),
                    new RequestContext(requestId, () -> sendNext(sender)));
        }

        /** Once there is room for a page of about the size of the one before, and for the part that is made of it. */
        private void sendNext(Sender sender) {
            if (!exchange.getConnection().isOpen()) {
                return;
            }
            try {
                long reserved = reservation(length, 2);
                SlowClients.Holding next = readers.of(exchange);
                if (next.reserve(reserved)) {
                    holding = next;
                    send(sender, rest.next(), reserved);
                } else {
                    exchange.getIoThread().executeAfter(
                            () -> resumeOrCutOff(sender), Limits.REFUSAL_DELAY.toMillis(), TimeUnit.MILLISECONDS);
                }
            } catch (RuntimeException | Error e) {
                cutOff(e);
            }
        }

        private void resumeOrCutOff(Sender sender) {
            try {
                resume(sender);
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
