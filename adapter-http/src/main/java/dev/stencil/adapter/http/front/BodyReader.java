package dev.stencil.adapter.http.front;

import io.undertow.io.Receiver;
import io.undertow.server.HttpServerExchange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.xnio.IoUtils;

/**
 * Reads a body without a thread waiting for it, up to a size and a deadline. Undertow ends a body that stops coming,
 * not one that drips, and makes room for all that is announced.
 */
final class BodyReader {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final HttpServerExchange exchange;
    private final int limit;
    private final SlowPeers.Holding holding;
    private final List<byte[]> parts = new ArrayList<>();
    private int length;

    private BodyReader(HttpServerExchange exchange, int limit, SlowPeers.Holding holding) {
        this.exchange = exchange;
        this.limit = limit;
        this.holding = holding;
    }

    /**
     * @param holding is not released here once the body is whole
     * @param whole is given the body, on an IO thread
     * @param refused is told why there is none, on an IO thread; not called if the connection is gone
     */
    static void read(HttpServerExchange exchange, int limit, SlowPeers.Holding holding, Patience patience,
            Consumer<byte[]> whole, Consumer<HttpProblem> refused) {
        if (exchange.isRequestComplete()) {
            whole.accept(new byte[0]);
        } else if (exchange.getRequestContentLength() > limit) {
            refused.accept(HttpProblem.bodyTooLarge(limit));
        } else {
            new BodyReader(exchange, limit, holding).read(patience, whole, refused);
        }
    }

    private void read(Patience patience, Consumer<byte[]> whole, Consumer<HttpProblem> refused) {
        long announced = Math.max(0, exchange.getRequestContentLength());
        holding.await(patience.forBody(announced));
        Receiver receiver = exchange.getRequestReceiver();
        receiver.receivePartialBytes((reading, part, last) -> {
            length += part.length;
            if (length > limit) {
                receiver.pause();
                refuse(refused, HttpProblem.bodyTooLarge(limit));
            } else if (!holding.grow(part.length)) {
                receiver.pause();
                refuse(refused, HttpProblem.unavailable(RETRY_AFTER));
            } else {
                parts.add(part);
                if (last) {
                    holding.stopWaiting();
                    whole.accept(joined());
                }
            }
        }, (failed, e) -> {
            holding.release();
            IoUtils.safeClose(exchange.getConnection());
        });
    }

    private void refuse(Consumer<HttpProblem> refused, HttpProblem problem) {
        holding.release();
        refused.accept(problem);
    }

    private byte[] joined() {
        byte[] body = new byte[length];
        int end = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, body, end, part.length);
            end += part.length;
        }
        return body;
    }
}
