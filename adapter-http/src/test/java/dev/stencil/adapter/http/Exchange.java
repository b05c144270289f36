package dev.stencil.adapter.http;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request and its answer.
 *
 * @param path without the query
 * @param body {@code null} if it was not looked at
 */
record Exchange(String method, String path, int status, Map<String, List<String>> headers, @Nullable String body) {
    Exchange {
        Map<String, List<String>> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        headers = anyCase;
        body = method.equals("HEAD") ? null : body;
    }

    static Exchange of(HttpResponse<String> answer) {
        return new Exchange(
                answer.request().method(),
                answer.request().uri().getRawPath(),
                answer.statusCode(),
                answer.headers().map(),
                answer.body());
    }

    /** All its values in one; empty if there is none. */
    String header(String name) {
        return String.join(", ", headers.getOrDefault(name, List.of()));
    }

    /** Whether it was refused before anything was known of what was wanted: like that whatever it was. */
    boolean wasUnreadable() {
        return List.of(408, 414, 431, 505).contains(status)
                || (status == 400 && body != null && body.matches(".*\"code\":\"malformed_(request|path)\".*"));
    }
}
