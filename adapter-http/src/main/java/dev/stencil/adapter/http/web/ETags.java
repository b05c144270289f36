package dev.stencil.adapter.http.web;

import dev.stencil.adapter.http.transport.ErrorCode;
import dev.stencil.adapter.http.transport.HttpProblem;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.template.Versions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Strong entity tags that are versions, and the conditions that name them (RFC 9110, 8.8.3 and 13.1). */
public final class ETags {
    private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,17}");

    private ETags() {}

    private record Tag(boolean weak, String text) {}

    public static String of(long version) {
        return '"' + Long.toString(version) + '"';
    }

    /**
     * Changes the versions that a request is ready to change, by its If-Match and If-None-Match.
     *
     * @throws HttpProblem 400 if one of them is malformed, 412 if a tag would have matched but for being weak
     * @throws Failure.StaleVersion from the change itself
     */
    public static <T> T changing(Request request, Function<Versions, T> change) {
        try {
            return change.apply(expected(request));
        } catch (Failure.StaleVersion stale) {
            Tag weak = new Tag(true, Long.toString(stale.current()));
            if (tags(request, "If-Match").stream().anyMatch(tags -> tags.contains(weak))) {
                throw new HttpProblem(ErrorCode.STALE_VERSION,
                        "If-Match names this version with a weak tag, W/" + of(stale.current())
                                + ", and weak tags never"
                                + " match here; a proxy that compresses may have made it weak",
                        Map.of("ETag", of(stale.current())));
            }
            throw stale;
        }
    }

    private static Versions expected(Request request) {
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
        return Optional.of(new TagList(String.join(",", values))
                .read()
                .orElseThrow(() -> new HttpProblem(ErrorCode.MALFORMED_PRECONDITION,
                        header + " is no list of entity tags")));
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

    /**
     * Reader of a list of entity tags, from left to right in one pass. Not a regular expression: a repeated group takes a
     * stack frame for each of a client's tags.
     */
    private static final class TagList {
        private final String text;
        private final List<Tag> tags = new ArrayList<>();
        private int next;

        TagList(String text) {
            this.text = text;
        }

        /** Nothing if it is malformed, or has no tag. */
        Optional<List<Tag>> read() {
            boolean separated = true;
            while (true) {
                separated |= skipSeparators();
                if (next == text.length()) {
                    return tags.isEmpty() ? Optional.empty() : Optional.of(tags);
                }
                if (!separated || !readTag()) {
                    return Optional.empty();
                }
                separated = false;
            }
        }

        /** Whether there was a comma among them. */
        private boolean skipSeparators() {
            boolean comma = false;
            while (next < text.length() && ", \t".indexOf(text.charAt(next)) >= 0) {
                comma |= text.charAt(next++) == ',';
            }
            return comma;
        }

        private boolean readTag() {
            boolean weak = text.startsWith("W/", next);
            int begin = next + (weak ? 3 : 1);
            int end = text.startsWith("\"", begin - 1) ? text.indexOf('"', begin) : -1;
            if (end < 0 || !text.substring(begin, end).chars().allMatch(ETags::isInTag)) {
                return false;
            }
            tags.add(new Tag(weak, text.substring(begin, end)));
            next = end + 1;
            return true;
        }
    }

    private static boolean isInTag(int c) {
        return c >= 0x21 && c <= 0xff && c != 0x7f;
    }
}
