package dev.stencil.adapter.http.web;

import dev.stencil.adapter.http.transport.Limits;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Path with the methods that it takes. HEAD works where GET does, OPTIONS everywhere. */
public final class Route {
    private final String path;
    private final Dialect dialect;
    private final @Nullable Dialect problems;
    private final boolean immediate;
    private final SortedMap<String, Operation> operations;

    /**
     * One method of a route.
     *
     * @param maxBody the largest body, in bytes
     * @param parameters the query parameters that it takes
     */
    record Operation(int maxBody, Set<String> parameters, Endpoint endpoint) {}

    private Route(
            String path,
            Dialect dialect,
            @Nullable Dialect problems,
            boolean immediate,
            SortedMap<String, Operation> operations) {
        this.path = path;
        this.dialect = dialect;
        this.problems = problems;
        this.immediate = immediate;
        this.operations = operations;
    }

    /**
     * A route without methods.
     *
     * @param path as it is sent; its last segment may be a name in braces, which any segment matches
     */
    public static Route at(String path, Dialect dialect) {
        return new Route(path, dialect, null, false, new TreeMap<>());
    }

    public static Route get(String path, Dialect dialect, Endpoint endpoint) {
        return at(path, dialect).on("GET", endpoint);
    }

    public static Route post(String path, Dialect dialect, Endpoint endpoint) {
        return at(path, dialect).on("POST", endpoint);
    }

    /** A route that never waits for anything: it is answered even when all workers are busy. */
    public static Route immediate(String path, Dialect dialect, Endpoint endpoint) {
        return new Route(path, dialect, null, true, new TreeMap<>()).on("GET", endpoint);
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
        SortedMap<String, Operation> more = new TreeMap<>(operations);
        Operation operation = new Operation(maxBody, Set.of(parameters), endpoint);
        more.put(method, operation);
        if (method.equals("GET")) {
            more.put("HEAD", operation);
        }
        return new Route(path, dialect, problems, immediate, more);
    }

    /** The same, with error answers in another dialect for clients whose Accept names its media type. */
    public Route offering(Dialect problemDetails) {
        return new Route(path, dialect, problemDetails, immediate, operations);
    }

    String path() {
        return path;
    }

    /** Whether its answers depend on Accept. */
    boolean isNegotiated() {
        return problems != null;
    }

    Dialect dialect(List<String> accept) {
        return problems != null && MediaTypes.names(ProblemDetails.MEDIA_TYPE, accept) ? problems : dialect;
    }

    boolean isImmediate() {
        return immediate;
    }

    @Nullable
    Operation operation(String method) {
        return operations.get(method);
    }

    /** The value of the header Allow. */
    String allow() {
        TreeSet<String> methods = new TreeSet<>(operations.keySet());
        methods.add("OPTIONS");
        return String.join(", ", Collections.unmodifiableSortedSet(methods));
    }
}
