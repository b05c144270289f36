package dev.stencil.adapter.http.front;

import io.undertow.server.HttpServerExchange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request with its body. */
public final class Request {
    private final HttpServerExchange exchange;
    private final byte[] body;

    Request(HttpServerExchange exchange, byte[] body) {
        this.exchange = exchange;
        this.body = body;
    }

    /** All values of a header, in the order they came in. */
    public List<String> headers(String name) {
        @Nullable
        List<String> values = exchange.getRequestHeaders().get(name);
        return values == null ? List.of() : values;
    }

    /** Where the request comes from, as the guessing rules count it. */
    public String client() {
        return exchange.getSourceAddress().getAddress().getHostAddress();
    }

    /**
     * The body as a JSON object.
     *
     * @throws HttpProblem if its Content-Type is not JSON
     * @throws dev.stencil.core.domain.Failure.Invalid if it is something else
     */
    public JsonObject jsonObject() {
        List<String> types = headers("Content-Type");
        if (types.size() != 1 || !Json.isMediaType(types.getFirst())) {
            throw HttpProblem.unsupportedMediaType();
        }
        return JsonObject.of(Json.read(body));
    }
}
