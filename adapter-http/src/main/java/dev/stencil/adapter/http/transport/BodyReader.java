package dev.stencil.adapter.http.transport;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.AbstractServerConnection;
import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.channels.StreamSourceChannel;

/**
 * Asynchronous reader of one request body, up to a size and a deadline. Undertow ends a body that stops coming,
 * not one that drips; its own receiver makes room for all that is announced, or, told to hand over parts, now and then
 * leaves a connection on which the next request is never read.
 */
public final class BodyReader {
    private final HttpServerExchange exchange;
    private final int limit;
    private final SlowClients.Holding holding;
    private final Consumer<Body> whole;
    private final Consumer<HttpProblem> refused;
    private final Consumer<HttpProblem> unreadable;
    /** Knows more of a body than Undertow does, where the port is ours. */
    private final @Nullable Connection connection;
    private final StreamSourceChannel channel;
    private final Body body;
    private boolean handedOver;

    private BodyReader(HttpServerExchange exchange, int limit, SlowClients.Holding holding, Consumer<Body> whole,
            Consumer<HttpProblem> refused, Consumer<HttpProblem> unreadable) {
        this.exchange = exchange;
        this.limit = limit;
        this.holding = holding;
        this.whole = whole;
        this.refused = refused;
        this.unreadable = unreadable;
        this.connection = Connections.of(exchange);
        this.channel = exchange.getRequestChannel();
        this.body = holding.emptyBody();
    }

    /**
     * @param holding is not released here once the body is whole
     * @param whole is given the body, on an IO thread, and closes it
     * @param refused is told why it is not taken, on an IO thread
     * @param unreadable is told why there is none, on an IO thread; not called if the connection is gone
     */
    public static void read(HttpServerExchange exchange, int limit, SlowClients.Holding holding,
            SlowClientLimits limits,
            Consumer<Body> whole, Consumer<HttpProblem> refused, Consumer<HttpProblem> unreadable) {
        if (exchange.isRequestComplete()) {
            whole.accept(holding.emptyBody());
        } else if (exchange.getRequestContentLength() > limit) {
            refused.accept(HttpProblem.bodyTooLarge(limit));
        } else {
            BodyReader reader = new BodyReader(exchange, limit, holding, whole, refused, unreadable);
            Duration deadline = limits.forBody(Math.max(0, exchange.getRequestContentLength()));
            reader.orCutOff(() -> reader.begin(deadline));
        }
    }

    /** A failure here ends this connection, not the IO thread, which other connections depend on. */
    private void orCutOff(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            cutOff();
            throw e;
        }
    }

    private void begin(Duration deadline) {
        holding.await(deadline, () -> orCutOff(this::stop), this::cutOff);
        boolean chunked = exchange.getRequestHeaders().contains(Headers.TRANSFER_ENCODING);
        if (connection != null) {
            connection.awaitBody(chunked, ((AbstractServerConnection) exchange.getConnection()).getExtraBytes());
        }
        Optional<Runnable> outcome = readOn();
        if (outcome.isPresent()) {
            outcome.get().run();
        } else {
            channel.getReadSetter().set(ready -> orCutOff(this::goOn));
            channel.resumeReads();
        }
    }

    private void goOn() {
        // First of all: at the end of the body it would have no effect, and the connection would be read for nobody.
        channel.suspendReads();
        Optional<Runnable> outcome = readOn();
        if (outcome.isPresent()) {
            end(outcome.get());
        } else {
            channel.resumeReads();
        }
    }

    /** It has not come in time. */
    private void stop() {
        channel.suspendReads();
        end(() -> refuse(unreadable, new HttpProblem(ErrorCode.REQUEST_TIMEOUT, "The body did not come in time")));
    }

    private void end(Runnable outcome) {
        channel.getReadSetter().set(null);
        Connectors.executeRootHandler(same -> outcome.run(), exchange);
    }

    /** Reads what is there; nothing if there is more to come. */
    private Optional<Runnable> readOn() {
        try (PooledByteBuffer pooled = exchange.getConnection().getByteBufferPool().allocate()) {
            ByteBuffer buffer = pooled.getBuffer();
            for (int count; !isBroken() && (count = channel.read(buffer.clear())) != 0;) {
                if (count < 0) {
                    stopAwaiting();
                    holding.stopWaiting();
                    return Optional.of(this::handOver);
                }
                if (body.length() + count > limit) {
                    return Optional.of(() -> refuse(refused, HttpProblem.bodyTooLarge(limit)));
                }
                if (!holding.grow(count)) {
                    return Optional.of(() -> refuse(refused, HttpProblem.unavailable()));
                }
                body.add(buffer.flip());
            }
            return isBroken()
                    ? Optional.of(() -> refuse(unreadable, new HttpProblem(
                            ErrorCode.MALFORMED_REQUEST,
                            "The body ends before it should, or it is sent in chunks that are not as HTTP/1.1 has them")))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.of(this::cutOff);
        }
    }

    private void handOver() {
        handedOver = true;
        whole.accept(body);
    }

    private boolean isBroken() {
        return connection != null && connection.isBodyBroken();
    }

    private void stopAwaiting() {
        if (connection != null) {
            connection.stopAwaitingBody();
        }
    }

    private void refuse(Consumer<HttpProblem> answer, HttpProblem problem) {
        stopAwaiting();
        discard();
        answer.accept(problem);
    }

    private void cutOff() {
        discard();
        IoUtils.safeClose(exchange.getConnection());
    }

    /** Whoever it was handed to may be reading it. */
    private void discard() {
        if (!handedOver) {
            channel.getReadSetter().set(null);
            body.close();
        }
        holding.release();
    }
}
