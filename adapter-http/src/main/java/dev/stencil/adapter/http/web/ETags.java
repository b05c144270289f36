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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Strong entity tags that are versions, and the conditions that name them (RFC 9110, 8.8.3 and 13.1). */
public final class ETags {
    private static final Pattern VERSION = Pattern.compile("(?:W/)?\"([1-9][0-9]{0,17})\"");

    /**
     * One tag, with what separates it from its neighbours. Not a pattern for the whole list: a repeated group takes a
     * stack frame for each of a client's tags.
     */
    private static final Pattern NEXT_TAG =
            Pattern.compile("\\G[ ,\t]*+((?:W/)?\"[\\x21\\x23-\\x7e\\x80-\\xff]*+\")[ \t]*+(,[ ,\t]*+|\\z)");

    private ETags() {}

    public static String of(long version) {
        return '"' + Long.toString(version) + '"';
    }

    /**
     * Makes a change, if the current version is one that the request's If-Match and If-None-Match allow.
     *
     * @throws HttpProblem 400 if one of them is malformed, 412 if a tag would have matched but for being weak
     * @throws Failure.StaleVersion from the change itself
     */
    public static <T> T changing(Request request, Function<Versions, T> change) {
        Optional<List<String>> match = tags(request, "If-Match");
        // A weak tag is never enough to change something.
        Versions expected = match
                .map(tags -> Versions.only(versions(tags.stream().filter(tag -> !tag.startsWith("W/")).toList())))
                .orElse(Versions.any());
        try {
            return change.apply(expected.and(noneMatch(request)));
        } catch (Failure.StaleVersion stale) {
            String weak = "W/" + of(stale.current());
            if (match.stream().anyMatch(tags -> tags.contains(weak))) {
                throw new HttpProblem(ErrorCode.STALE_VERSION,
                        "If-Match names this version with a weak tag, " + weak
                                + ", and weak tags never match here; a proxy that compresses may have made it weak",
                        Map.of("ETag", of(stale.current())));
            }
            throw stale;
        }
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

    /** The tags of a condition; nothing if the header is missing or is {@code *}. */
    private static Optional<List<String>> tags(Request request, String header) {
        List<String> values = request.headers(header);
        if (values.isEmpty() || isAny(request, header)) {
            return Optional.empty();
        }
        String list = String.join(",", values);
        List<String> tags = new ArrayList<>();
        int end = 0;
        for (Matcher next = NEXT_TAG.matcher(list); next.find(); end = next.end()) {
            tags.add(next.group(1));
        }
        if (tags.isEmpty() || end < list.length()) {
            throw new HttpProblem(ErrorCode.MALFORMED_PRECONDITION, header + " is no list of entity tags");
        }
        return Optional.of(tags);
    }

    /** The versions that these tags are; tags of another form were never ours and match nothing. */
    private static Set<Long> versions(List<String> tags) {
        Set<Long> versions = new HashSet<>();
        for (String tag : tags) {
            Matcher version = VERSION.matcher(tag);
            if (version.matches()) {
                versions.add(Long.parseLong(version.group(1)));
            }
        }
        return versions;
    }
}
