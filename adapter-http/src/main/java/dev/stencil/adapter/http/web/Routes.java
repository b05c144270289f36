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
    private final Map<String, Route> exact = new HashMap<>();
    /** By all of their path but the last segment, which may be any. */
    private final Map<String, Route> open = new HashMap<>();

    /**
     * @param route nothing if there is none
     * @param segment the last segment of the path, where the route lets it be any
     */
    record Match(@Nullable Route route, String segment) {}

    /** @throws IllegalArgumentException if two routes have one path */
    Routes(List<Route> routes) {
        for (Route route : routes) {
            boolean isOpen = route.path().endsWith("}");
            Route other =
                    isOpen ? open.put(parent(route.path()), route) : exact.put(route.path(), route);
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
        if (route != null || path.endsWith("/")) {
            return new Match(route, "");
        }
        String parent = parent(path);
        return new Match(open.get(parent), path.substring(parent.length()));
    }

    private static String parent(String path) {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }
}
