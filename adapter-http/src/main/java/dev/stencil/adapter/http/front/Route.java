package dev.stencil.adapter.http.front;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What can be done at one address. HEAD works where GET does, OPTIONS everywhere. */
public final class Route {
    private final String path;
    private final int maxBody;
    private final SortedMap<String, Endpoint> endpoints = new TreeMap<>();
    private final Dialect dialect;
    private final boolean immediate;

    private Route(String method, String path, int maxBody, Dialect dialect, boolean immediate, Endpoint endpoint) {
        this.path = path;
        this.maxBody = maxBody;
        this.dialect = dialect;
        this.immediate = immediate;
        endpoints.put(method, endpoint);
        if (method.equals("GET")) {
            endpoints.put("HEAD", endpoint);
        }
    }

    public static Route get(String path, Dialect dialect, Endpoint endpoint) {
        return new Route("GET", path, Limits.SMALL_BODY, dialect, false, endpoint);
    }

    /** @param maxBody the largest body, in bytes */
    public static Route post(String path, int maxBody, Dialect dialect, Endpoint endpoint) {
        return new Route("POST", path, maxBody, dialect, false, endpoint);
    }

    /** A route that never waits for anything: it is answered even when all workers are busy. */
    public static Route immediate(String path, Dialect dialect, Endpoint endpoint) {
        return new Route("GET", path, Limits.SMALL_BODY, dialect, true, endpoint);
    }

    String path() {
        return path;
    }

    int maxBody() {
        return maxBody;
    }

    Dialect dialect() {
        return dialect;
    }

    boolean isImmediate() {
        return immediate;
    }

    @Nullable
    Endpoint endpoint(String method) {
        return endpoints.get(method);
    }

    /** The value of the header Allow. */
    String allow() {
        TreeSet<String> methods = new TreeSet<>(endpoints.keySet());
        methods.add("OPTIONS");
        return String.join(", ", Collections.unmodifiableSortedSet(methods));
    }
}
