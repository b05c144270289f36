package dev.stencil.adapter.http.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Table of routes by path, as it was sent. Not Undertow's {@code PathTemplateMatcher}: that ignores a slash at
 * the end of a path.
 */
public final class Routes {
    private static final String ANY = "{}";

    private final Map<String, Route> exact = new HashMap<>();
    /** By their path with {@value #ANY} in place of the segment that may be any. */
    private final Map<String, Route> open = new HashMap<>();

    /**
     * @param route nothing if there is none
     * @param segment the segment of the path that the route lets be any
     */
    record Match(@Nullable Route route, String segment) {}

    /** @throws IllegalArgumentException if two routes have one path */
    Routes(List<Route> routes) {
        for (Route route : routes) {
            String path = route.path().replaceFirst("\\{\\w+}", ANY);
            Route other = path.contains(ANY) ? open.put(path, route) : exact.put(path, route);
            if (other != null) {
                throw new IllegalArgumentException("two routes have the path " + route.path());
            }
        }
    }

    /** The value of the header Allow for the server as a whole. */
    String allow() {
        return Route.allow(Stream.concat(exact.values().stream(), open.values().stream()));
    }

    Match find(String path) {
        Route route = exact.get(path);
        Match last = route == null ? open(path, path.length()) : new Match(route, "");
        return last.route() == null ? open(path, path.lastIndexOf('/')) : last;
    }

    /** The route in which the segment that ends there may be any. */
    private Match open(String path, int end) {
        int start = path.lastIndexOf('/', end - 1) + 1;
        return start >= end
                ? new Match(null, "")
                : new Match(open.get(path.substring(0, start) + ANY + path.substring(end)), path.substring(start, end));
    }
}
