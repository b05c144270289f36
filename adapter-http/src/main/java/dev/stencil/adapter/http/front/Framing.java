package dev.stencil.adapter.http.front;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Refuses what Undertow lets through and no client of good faith sends. */
final class Framing {
    private Framing() {}

    static void check(HttpServerExchange exchange) {
        @Nullable
        HeaderValues encodings = exchange.getRequestHeaders().get(Headers.TRANSFER_ENCODING);
        if (encodings != null) {
            boolean chunked = encodings.size() == 1 && encodings.getFirst().equalsIgnoreCase("chunked");
            // Chunks are parsed leniently: what two parties read differently must not become a second request.
            exchange.setPersistent(false);
            if (!chunked) {
                throw new HttpProblem(
                        400, "transfer_encoding", "The only Transfer-Encoding is chunked",
                        Map.of("Connection", "close"));
            }
        }
    }

    /** The path as it was sent: nothing is decoded or normalised, so no two spellings name one route. */
    static String path(HttpServerExchange exchange) {
        String target = exchange.getRequestURI();
        if (!exchange.isHostIncludedInRequestURI()) {
            return target;
        }
        int path = target.indexOf('/', target.indexOf("://") + 3);
        return path < 0 ? "/" : target.substring(path);
    }
}
