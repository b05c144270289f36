package dev.stencil.adapter.http.front;

import dev.stencil.core.domain.Versions;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Strong entity tags that are versions, and the conditions that name them (RFC 9110, 8.8.3 and 13.1). */
public final class ETags {
    private static final String TAG = "(W/)?\"([\\x21\\x23-\\x7e\\x80-\\xff]*)\"";
    private static final Pattern ONE = Pattern.compile(TAG);
    private static final Pattern LIST =
            Pattern.compile("[ \\t,]*" + TAG + "([ \\t]*,[ \\t,]*" + TAG + ")*[ \\t,]*");
    private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,17}");

    private ETags() {}

    private record Tag(boolean weak, String text) {}

    public static String of(long version) {
        return '"' + Long.toString(version) + '"';
    }

    /**
     * The versions that a request is ready to change, by its If-Match and If-None-Match.
     *
     * @throws HttpProblem 400 if one of them is malformed
     */
    public static Versions expected(Request request) {
        Versions match = tags(request, "If-Match")
                // A weak tag is never enough to change something.
                .map(tags -> Versions.only(versions(tags.stream().filter(tag -> !tag.weak()).toList())))
                .orElse(Versions.any());
        return match.and(noneMatch(request));
    }

    /** Whether If-None-Match says that the client has this version already. */
    public static boolean isKnown(Request request, long version) {
        return !noneMatch(request).includes(version);
    }

    private static Versions noneMatch(Request request) {
        if (isAny(request, "If-None-Match")) {
            return Versions.only(Set.of());
        }
        return tags(request, "If-None-Match").map(tags -> Versions.allBut(versions(tags))).orElse(Versions.any());
    }

    private static boolean isAny(Request request, String header) {
        return String.join(",", request.headers(header)).strip().equals("*");
    }

    /** Nothing if the header is missing or says any. */
    private static Optional<List<Tag>> tags(Request request, String header) {
        List<String> values = request.headers(header);
        if (values.isEmpty() || isAny(request, header)) {
            return Optional.empty();
        }
        String list = String.join(",", values);
        if (!LIST.matcher(list).matches()) {
            throw new HttpProblem(400, "malformed_precondition", header + " is no list of entity tags");
        }
        return Optional.of(ONE.matcher(list)
                .results()
                .map(tag -> new Tag(tag.group(1) != null, tag.group(2)))
                .toList());
    }

    /** Tags of any other form were never ours and match nothing. */
    private static Set<Long> versions(List<Tag> tags) {
        Set<Long> versions = new HashSet<>();
        for (Tag tag : tags) {
            if (VERSION.matcher(tag.text()).matches()) {
                versions.add(Long.parseLong(tag.text()));
            }
        }
        return versions;
    }
}
