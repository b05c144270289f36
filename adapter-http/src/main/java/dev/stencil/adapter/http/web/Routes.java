package dev.stencil.adapter.http.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Table of routes by path, as it was sent. Not Undertow's {@code PathTemplateMatcher}: that ignores a slash at
 * the end of a path.
 */
public final class Routes {
    private static final String ANY = "{}";

    /** Routes by path, with {@value #ANY} in place of the name in braces: no valid path of a request has that. */
    private final Map<String, Route> byPath = new HashMap<>();

    /**
     * @param route nothing if there is none
     * @param segment of the path, in the place of the name in braces
     */
    record Match(@Nullable Route route, String segment) {}

    /** @throws IllegalArgumentException if two routes have one path */
    Routes(List<Route> routes) {
        for (Route route : routes) {
            if (byPath.put(route.path().replaceFirst("\\{\\w+}", ANY), route) != null) {
                throw new IllegalArgumentException("two routes have the path " + route.path());
            }
        }
    }

    /** The value of the header Allow for the server as a whole. */
    String allow() {
        return Route.allow(byPath.values().stream());
    }

    Match find(String path) {
        Route route = byPath.get(path);
        Match last = route == null ? open(path, path.length()) : new Match(route, "");
        return last.route() == null ? open(path, path.lastIndexOf('/')) : last;
    }

    /** The route that any segment matches in the place of the one that ends there. */
    private Match open(String path, int end) {
        int start = path.lastIndexOf('/', end - 1) + 1;
        return start >= end
                ? new Match(null, "")
                : new Match(byPath.get(path.substring(0, start) + ANY + path.substring(end)),
                        path.substring(start, end));
    }
}
