package dev.stencil.app.config;

import dev.stencil.adapter.http.web.Authentication;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads names of headers (RFC 9110, 5.6.2). */
final class HeaderNames {
    /** A token, but for the star, which is a wildcard in CORS. */
    private static final Pattern NAME = Pattern.compile("[\\w!#$%&'+.^`|~-]+");

    /** Headers that mean something else to HTTP, to proxies or to browsers. */
    private static final Pattern TAKEN = Pattern.compile(
            "(accept|access-control|content|if|proxy|sec|x-forwarded)-.*|accept|age|allow|alt-svc|cache-control|connection"
                    + "|cookie2?|date|dnt|etag|expect|expires|forwarded|from|host|keep-alive|last-modified|link|location"
                    + "|max-forwards|origin|pragma|range|referer|retry-after|server|set-cookie2?|te|trailer"
                    + "|transfer-encoding|upgrade|user-agent|vary|via|www-authenticate|x-real-ip|x-request-id",
            Pattern.CASE_INSENSITIVE);

    private HeaderNames() {}

    /** The header that has the token. */
    static String ofToken(SettingValue given) {
        String name = given.value().strip();
        if (name.equalsIgnoreCase(Authentication.AUTHORIZATION)) {
            return Authentication.AUTHORIZATION;
        }
        if (!NAME.matcher(name).matches() || TAKEN.matcher(name).matches()) {
            throw given.mustBe("the name of a header that has no other meaning, such as X-Stencil-Token");
        }
        return name;
    }

    static Set<String> of(SettingValue given) {
        List<String> names = List.of(given.value().strip().split("\\s*,\\s*", -1));
        if (!names.stream().allMatch(NAME.asMatchPredicate())) {
            throw given.mustBe("names of headers, with commas between: baggage,sentry-trace,traceparent");
        }
        return Set.copyOf(names);
    }
}
