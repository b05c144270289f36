package dev.stencil.adapter.http.web;

import dev.stencil.adapter.http.transport.Answer;
import dev.stencil.adapter.http.transport.Limits;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Path with the methods that it takes. HEAD works where GET does, OPTIONS everywhere.
 *
 * @param dialect of its error answers
 * @param problems in place of it for clients whose Accept names its media type; none if the answers do not depend on
 *     Accept
 * @param isImmediate whether it never waits for anything: it is answered even when all workers are busy
 * @param operations by method
 */
public record Route(
        String path,
        Dialect dialect,
        @Nullable Dialect problems,
        boolean isImmediate,
        Map<String, Operation> operations) {

    /** Answer to one method of one route. Runs on a worker thread and may block. */
    @FunctionalInterface
    public interface Endpoint {
        /**
         * @throws dev.stencil.core.domain.Failure to be answered in the dialect of the route
         * @throws dev.stencil.adapter.http.transport.HttpProblem likewise
         */
        Answer answer(Request request);
    }

    /**
     * One method of a route.
     *
     * @param maxBody the largest body, in bytes
     * @param parameters the query parameters that it takes
     */
    record Operation(int maxBody, Set<String> parameters, Endpoint endpoint) {}

    /**
     * A route without methods, whose failures are answered with problem details.
     *
     * @param path as it is sent; its last segment or the one before may be a name in braces, which any segment matches
     */
    public static Route at(String path) {
        return at(path, new ProblemDetails(path.replaceFirst("/\\{.*", "") + '/'));
    }

    public static Route at(String path, Dialect dialect) {
        return new Route(path, dialect, null, false, Map.of());
    }

    /** A route that never waits for anything: it is answered even when all workers are busy. */
    public static Route immediate(String path, Endpoint endpoint) {
        return new Route(path, new ProblemDetails(), null, true, Map.of()).on("GET", endpoint);
    }

    /**
     * The same with one method more, whose body is small.
     *
     * @param parameters the query parameters that it takes
     */
    public Route on(String method, Endpoint endpoint, String... parameters) {
        return on(method, Limits.SMALL_BODY, endpoint, parameters);
    }

    /** @param maxBody the largest body, in bytes */
    public Route on(String method, int maxBody, Endpoint endpoint, String... parameters) {
        Map<String, Operation> more = new HashMap<>(operations);
        Operation operation = new Operation(maxBody, Set.of(parameters), endpoint);
        more.put(method, operation);
        if (method.equals("GET")) {
            more.put("HEAD", operation);
        }
        return new Route(path, dialect, problems, isImmediate, more);
    }

    /** The same, with error answers in another dialect for clients whose Accept names its media type. */
    public Route offering(Dialect problemDetails) {
        return new Route(path, dialect, problemDetails, isImmediate, operations);
    }

    Dialect dialect(HeaderMap headers) {
        if (problems == null) {
            return dialect;
        }
        @Nullable
        List<String> accept = headers.get(Headers.ACCEPT);
        return accept != null && MediaTypes.names(ProblemDetails.MEDIA_TYPE, accept) ? problems : dialect;
    }

    /** The value of the header Allow for the methods of all these routes. */
    static String allow(Stream<Route> routes) {
        return routes.flatMap(route -> Stream.concat(Stream.of("OPTIONS"), route.operations.keySet().stream()))
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
