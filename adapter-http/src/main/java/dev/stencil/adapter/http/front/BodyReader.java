package dev.stencil.adapter.http.front;

import io.undertow.io.Receiver;
import io.undertow.server.HttpServerExchange;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;

/**
 * Reads a body without a thread waiting for it, up to a size and a deadline. Undertow ends a body that stops coming,
 * not one that drips.
 */
final class BodyReader {
    private BodyReader() {}

    /**
     * @param whole is given the body, on an IO thread
     * @param refused is told why there is none, on an IO thread; not called if the connection is gone
     */
    static void read(HttpServerExchange exchange, int limit, Consumer<byte[]> whole, Consumer<HttpProblem> refused) {
        if (exchange.isRequestComplete()) {
            whole.accept(new byte[0]);
            return;
        }
        long announced = Math.max(0, exchange.getRequestContentLength());
        if (announced > limit) {
            refused.accept(HttpProblem.bodyTooLarge(limit));
            return;
        }
        XnioExecutor.Key deadline = closeAfter(exchange,
                Limits.BODY_DEADLINE.plusSeconds(announced / Limits.BODY_BYTES_PER_SECOND));
        Receiver receiver = exchange.getRequestReceiver();
        receiver.setMaxBufferSize(limit);
        receiver.receiveFullBytes((done, body) -> {
            deadline.remove();
            whole.accept(body);
        }, (failed, e) -> {
            deadline.remove();
            if (e instanceof Receiver.RequestToLargeException) {
                refused.accept(HttpProblem.bodyTooLarge(limit));
            } else {
                IoUtils.safeClose(exchange.getConnection());
            }
        });
    }

    private static XnioExecutor.Key closeAfter(HttpServerExchange exchange, Duration time) {
        return exchange.getIoThread().executeAfter(() -> IoUtils.safeClose(exchange.getConnection()), time.toMillis(),
                TimeUnit.MILLISECONDS);
    }
}
