package dev.stencil.app;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads names of headers (RFC 9110, 5.6.2). */
final class HeaderNames {
    /** A token, but for the star, which is a wildcard in CORS. */
    private static final Pattern NAME = Pattern.compile("[\\w!#$%&'+.^`|~-]+");

    private HeaderNames() {}

    static Set<String> of(Given given) {
        List<String> names = List.of(given.value().strip().split("\\s*,\\s*", -1));
        if (!names.stream().allMatch(NAME.asMatchPredicate())) {
            throw given.mustBe("names of headers, with commas between: baggage,sentry-trace,traceparent");
        }
        return Set.copyOf(names);
    }
}
