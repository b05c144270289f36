package dev.stencil.adapter.http.web;

import dev.stencil.adapter.http.transport.Body;
import dev.stencil.adapter.http.transport.ErrorCode;
import dev.stencil.adapter.http.transport.HttpProblem;
import dev.stencil.core.domain.Client;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.usecase.Caller;
import io.undertow.server.HttpServerExchange;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Request with its whole body, as an endpoint sees it. */
public final class Request implements AutoCloseable {
    private final RequestHandler server;
    private final HttpServerExchange exchange;
    private final String segment;
    private final Set<String> parameters;
    private final Body body;
    private final HeapBudget.Share heap;
    private Query query = new Query(Map.of());
    private String account = "";
    private long stored;

    Request(RequestHandler server, HttpServerExchange exchange, String segment, Set<String> parameters, Body body) {
        this.server = server;
        this.exchange = exchange;
        this.segment = segment;
        this.parameters = parameters;
        this.body = body;
        this.heap = server.heap.share(() -> List.of(client().address(), account));
    }

    /** Finds the caller by the access token. The heap that the request takes is counted for the caller's account. */
    Caller authenticate(String token) {
        Caller caller = server.authenticate.caller(token, client());
        account = caller.id().hex();
        return caller;
    }

    /**
     * Takes heap for what a store hands back, until the request is answered.
     *
     * @param bytes an estimate for the largest that is in memory at a time: what was taken before counts
     * @throws HttpProblem 413 or 503 if there is no room for it
     */
    public void takeHeap(long bytes) {
        if (bytes > stored) {
            heap.take(bytes - stored);
            stored = bytes;
        }
    }

    /**
     * Takes heap for a page of a list and the part of an answer that is made of it, until the request is answered.
     *
     * @param bytes of the contents
     * @throws HttpProblem 503 if there is no room for it now: a list is never too large
     */
    public void takePage(int bytes) {
        heap.takeAtMost(2L * bytes);
    }

    @Override
    public void close() {
        heap.close();
        body.close();
    }

    /** The id in the path. Anything else is answered like an id that does not exist. */
    public Id id() {
        return Id.parse(segment).orElseThrow(Failure.NotFound::new);
    }

    /** The query parameters; none before {@link #checkAcceptAndQuery}. */
    public Query query() {
        return query;
    }

    /**
     * Checks the header Accept and reads the query.
     *
     * @throws HttpProblem 406 if the client does not take JSON, 400 for a query parameter that the route does not take,
     *     one that is there twice, and what cannot be decoded
     */
    public void checkAcceptAndQuery() {
        List<String> accept = headers("Accept");
        // Generated clients name problem details alone where there is no other body: DELETE.
        if (!MediaTypes.acceptsJson(accept) && !MediaTypes.names(ProblemDetails.MEDIA_TYPE, accept)) {
            throw new HttpProblem(ErrorCode.NOT_ACCEPTABLE, "The answer would be application/json");
        }
        query = Query.parse(exchange.getQueryString(), parameters);
    }

    /** All values of a header, in the order they came in. */
    public List<String> headers(String name) {
        @Nullable
        List<String> values = exchange.getRequestHeaders().get(name);
        return values == null ? List.of() : values;
    }

    /** The name of the header that its token is in. */
    public String tokenHeader() {
        return server.tokenHeader;
    }

    /** The path below which all routes are, as the client sees it; empty if there is none. */
    public String basePath() {
        return exchange.getResolvedPath();
    }

    /** The client, by whose address the guessing rules count. */
    public Client client() {
        return new Client(
                Addresses.text(server.proxies.client(
                        exchange.getSourceAddress().getAddress(), headers("X-Forwarded-For"))),
                headers("User-Agent").stream().findFirst().orElse(""));
    }

    /** @throws HttpProblem 415 for a body with a Content-Encoding (RFC 9110, 15.5.16) */
    private void requirePlain() {
        for (String codings : headers("Content-Encoding")) {
            for (String coding : codings.split(",", -1)) {
                if (!coding.isBlank() && !coding.strip().equalsIgnoreCase("identity")) {
                    throw new HttpProblem(
                            ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                            "The body must be sent as it is, without a Content-Encoding",
                            Map.of("Accept-Encoding", "identity"));
                }
            }
        }
    }

    /** Whether there is a body. */
    public boolean hasBody() {
        return body.length() > 0;
    }

    /** The body as a JSON object, whose members have no limits of their own. */
    public JsonObject jsonObject() {
        return jsonObject(Map.of(), Long.MAX_VALUE);
    }

    /**
     * The body as a JSON object.
     *
     * @param sizes the most bytes of compact JSON that values of these members may have
     * @param values how many values there may be in all of it: more is 413
     * @throws HttpProblem if its Content-Type is not JSON, or there is no room for it
     * @throws Failure.Invalid if it is something else
     * @throws Failure.TooLarge if a value is larger than its size
     */
    public JsonObject jsonObject(Map<String, Integer> sizes, long values) {
        requirePlain();
        if (!MediaTypes.isJson(headers("Content-Type"))) {
            throw HttpProblem.unsupportedMediaType("application/json", Map.of());
        }
        return JsonObject.of(Json.read(body.parts(), sizes, values, heap));
    }

    /**
     * The body as a merge patch (RFC 7396) of an object.
     *
     * @throws HttpProblem if its Content-Type is another, or there is no room for it
     * @throws Failure.Invalid if it is something else
     */
    public JsonObject mergePatch() {
        requirePlain();
        if (!MediaTypes.isMergePatch(headers("Content-Type"))) {
            throw HttpProblem.unsupportedMediaType(
                    MediaTypes.MERGE_PATCH, Map.of("Accept-Patch", MediaTypes.MERGE_PATCH));
        }
        return JsonObject.of(Json.read(body.parts(), Map.of(), heap));
    }
}
