package dev.stencil.adapter.http.web;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Parser of Content-Type and Accept (RFC 9110, 8.3 and 12.5.1). */
final class MediaTypes {
    static final String MERGE_PATCH = "application/merge-patch+json";

    /** A charset parameter changes nothing: JSON is UTF-8. */
    private static final Pattern JSON =
            Pattern.compile("application/([\\w!#$&^.+-]+\\+)?json\\s*(;.*)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern PATCH = Pattern.compile(
            "application/merge-patch\\+json\\s*(;.*)?", Pattern.CASE_INSENSITIVE);
    /** A weight of 0, however it is written. */
    private static final Pattern REFUSAL = Pattern.compile(";\\s*q\\s*=\\s*0(\\.0*)?\\s*(;|$)");
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

    /** Whether Accept has the media type itself, not only a range that it is in. */
    static boolean names(String mediaType, List<String> accept) {
        return ranges(accept).stream().anyMatch(range -> typeOf(range).equals(mediaType) && !isRefused(range));
    }

    private static List<String> ranges(List<String> accept) {
        return Stream.of(String.join(",", accept).split(",", -1))
                .map(range -> range.strip().toLowerCase(Locale.ROOT))
                .filter(range -> !range.isEmpty())
                .toList();
    }

    private static String typeOf(String range) {
        return range.split(";", -1)[0].strip();
    }

    private static boolean isRefused(String range) {
        return REFUSAL.matcher(range).find();
    }

    /** Whether a client that sends this Accept takes JSON. An empty one asks for nothing in particular. */
    static boolean acceptsJson(List<String> accept) {
        List<String> ranges = ranges(accept);
        for (String wanted : RANGES_OF_JSON) {
            for (String range : ranges) {
                if (typeOf(range).equals(wanted)) {
                    return !isRefused(range);
                }
            }
        }
        return ranges.isEmpty();
    }
}
