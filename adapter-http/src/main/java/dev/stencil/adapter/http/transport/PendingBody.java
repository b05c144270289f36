package dev.stencil.adapter.http.transport;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import io.undertow.util.Headers;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;

/**
 * Rest of a request body that is still to come when the answer is written. It is read and discarded for a short time,
 * then the connection is closed. If it were closed at once, the client would see a broken pipe in place of the answer.
 */
final class PendingBody {
    private PendingBody() {}

    /** To be called before the answer is begun. */
    static void announce(HttpServerExchange exchange) {
        if (!exchange.isRequestComplete()) {
            exchange.getResponseHeaders().put(Headers.CONNECTION, "close");
        }
    }

    /** Ends an exchange whose answer is out. */
    static void end(HttpServerExchange exchange) {
        // A client that waits for 100 Continue has sent nothing and is not told to continue.
        if (!exchange.isRequestComplete() && !HttpContinue.requiresContinueResponse(exchange)) {
            exchange.addExchangeCompleteListener((done, next) -> {
                done.setPersistent(false);
                next.proceed();
            });
            exchange.getIoThread().executeAfter(
                    () -> IoUtils.safeClose(exchange.getConnection()), Limits.LINGER.toMillis(), TimeUnit.MILLISECONDS);
            // Undertow reads the rest only of a connection that is to be kept.
            exchange.setPersistent(true);
        }
        if (exchange.isInIoThread()) {
            exchange.endExchange();
        } else {
            // Undertow's IO thread spins where the next request is there while another thread ends this one.
            exchange.getIoThread().execute(exchange::endExchange);
        }
    }
}
