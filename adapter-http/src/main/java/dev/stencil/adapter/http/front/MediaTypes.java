package dev.stencil.adapter.http.front;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What bodies are sent as, and what answers may be (RFC 9110, 8.3 and 12.5.1). */
final class MediaTypes {
    static final String MERGE_PATCH = "application/merge-patch+json";

    /** A charset parameter changes nothing: JSON is UTF-8. */
    private static final Pattern JSON =
            Pattern.compile("application/([\\w!#$&^.+-]+\\+)?json\\s*(;.*)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern PATCH = Pattern.compile(
            "application/merge-patch\\+json\\s*(;.*)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern REFUSED =
            Pattern.compile(";\\s*q\\s*=\\s*0(\\.0*)?\\s*(;.*)?$", Pattern.CASE_INSENSITIVE);
    /** The most specific first. */
    private static final List<String> RANGES_OF_JSON = List.of("application/json", "application/*", "*/*");

    private MediaTypes() {}

    /** application/json or application/*+json. */
    static boolean isJson(List<String> contentType) {
        return isOne(contentType, JSON);
    }

    static boolean isMergePatch(List<String> contentType) {
        return isOne(contentType, PATCH);
    }

    private static boolean isOne(List<String> contentType, Pattern wanted) {
        return contentType.size() == 1 && wanted.matcher(contentType.getFirst().strip()).matches();
    }

    /** Whether a client that sends this Accept takes JSON. */
    static boolean acceptsJson(List<String> accept) {
        List<String> ranges = List.of(String.join(",", accept).strip().split("\\s*,\\s*"));
        for (String wanted : RANGES_OF_JSON) {
            for (String range : ranges) {
                if (range.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(wanted)) {
                    return !REFUSED.matcher(range).find();
                }
            }
        }
        return accept.isEmpty();
    }
}
