package dev.stencil.adapter.http.web;

import dev.stencil.adapter.http.transport.Answer;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * CORS policy (Fetch standard): the origins whose pages may use the API. There are no cookies, so credentials are never
 * allowed: a page sends its token itself.
 *
 * @param origins as browsers write them: scheme, host, and the port unless it is the scheme's own
 * @param headers that a page may send beside those that the API knows
 */
public record Cors(Set<String> origins, Set<String> headers) {
    /** For pages of no other origin. */
    public static final Cors NONE = new Cors(Set.of(), Set.of());

    private static final HttpString ALLOW_ORIGIN = new HttpString("Access-Control-Allow-Origin");
    private static final HttpString EXPOSE_HEADERS = new HttpString("Access-Control-Expose-Headers");
    private static final String EXPOSED = "ETag, Link, Location, Retry-After, WWW-Authenticate, X-Request-Id";
    private static final Set<String> KNOWN =
            Set.of("Accept", "Authorization", "Content-Type", "If-Match", "If-None-Match");

    public Cors {
        origins = Set.copyOf(origins);
        headers = Set.copyOf(headers);
    }

    /** Adds the headers that let a page read the answer. */
    void applyTo(HttpServerExchange exchange) {
        if (origins.isEmpty()) {
            return;
        }
        HeaderMap answer = exchange.getResponseHeaders();
        answer.add(Headers.VARY, "Origin");
        @Nullable
        String origin = exchange.getRequestHeaders().getFirst(Headers.ORIGIN);
        if (origin != null && origins.contains(origin)) {
            answer.put(ALLOW_ORIGIN, origin);
            answer.put(EXPOSE_HEADERS, EXPOSED);
        }
    }

    /** The answer to OPTIONS, a browser's preflight request among others. */
    Answer options(Request request, String allow) {
        boolean preflight = !request.headers("Access-Control-Request-Method").isEmpty()
                && request.headers("Origin").stream().anyMatch(origins::contains);
        if (!preflight) {
            return Answer.text(200, "text/plain", "").with("Allow", allow);
        }
        return Answer.empty(204)
                .with(Map.of(
                        "Allow", allow,
                        "Access-Control-Allow-Methods", allow,
                        "Access-Control-Allow-Headers", requestable(request.tokenHeader()),
                        "Access-Control-Max-Age", "600"));
    }

    private String requestable(String tokenHeader) {
        Set<String> all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        all.addAll(KNOWN);
        all.addAll(headers);
        all.add(tokenHeader);
        return String.join(", ", all);
    }
}
