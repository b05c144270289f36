package dev.stencil.adapter.http.transport;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import io.undertow.util.Headers;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;

/**
 * What is still to come of a request that is answered before all of it was read. It is thrown away for a while: were the
 * connection closed at once, its sender would see a broken pipe and not the answer. It is closed then in any case.
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
        // Who waits to be told to go on has sent nothing and is told nothing more.
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
