package dev.stencil.adapter.http.web;

import dev.stencil.adapter.http.transport.ErrorCode;
import dev.stencil.adapter.http.transport.HttpProblem;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Query parameters of a request, each at most once. A fault in one is answered with 400 and its name. */
public record Query(Map<String, String> parameters) {
    /**
     * @param raw what follows the question mark, as it was sent
     * @param known the names that are allowed
     * @throws HttpProblem 400 for others, for one that is there twice, and for what cannot be decoded
     */
    static Query parse(String raw, Set<String> known) {
        Map<String, String> parameters = new LinkedHashMap<>();
        List<HttpProblem.Invalid> repeated = new ArrayList<>();
        for (String pair : raw.split("&", -1)) {
            if (!pair.isEmpty()) {
                String[] parts = pair.split("=", 2);
                String name = decode(parts[0]);
                if (parameters.put(name, parts.length == 2 ? decode(parts[1]) : "") != null) {
                    repeated.add(HttpProblem.Invalid.parameter(name, ErrorCode.REPEATED_PARAMETER,
                            "is there more than once"));
                }
            }
        }
        HttpProblem.throwIfAny(repeated);
        HttpProblem.throwIfAny(parameters.keySet().stream()
                .filter(name -> !known.contains(name))
                .map(name -> HttpProblem.Invalid.parameter(name, ErrorCode.UNKNOWN_PARAMETER, "is not known here"))
                .toList());
        return new Query(parameters);
    }

    public Optional<String> value(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new HttpProblem(ErrorCode.MALFORMED_REQUEST, "The query is not percent-encoded as it should be");
        }
    }
}
