package dev.stencil.adapter.http.web;

import dev.stencil.adapter.http.transport.ErrorCode;
import dev.stencil.adapter.http.transport.HttpProblem;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.ContentLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * JSON object of a request body, with checks of its members. An error answer lists the first {@value #MOST_LISTED}
 * faults and counts the others.
 */
public final class JsonObject {
    private static final int MOST_LISTED = 20;

    private final Map<?, ?> members;
    private final List<HttpProblem.Invalid> faults = new ArrayList<>();
    private long unlisted;

    private JsonObject(Map<?, ?> members) {
        this.members = members;
    }

    static JsonObject of(@Nullable Object value) {
        if (value instanceof Map<?, ?> members) {
            return new JsonObject(members);
        }
        throw ErrorCode.NOT_AN_OBJECT.at("", "must be a JSON object");
    }

    /** A member that must be there, {@code null} included. */
    public @Nullable Object value(String name) {
        noteIfMissing(name);
        throwIfAny();
        return members.get(name);
    }

    public String string(String name) {
        strings(name);
        return String.valueOf(members.get(name));
    }

    public boolean has(String name) {
        return members.containsKey(name);
    }

    /** Refuses every member but these, which must be there and be strings. */
    public JsonObject exactly(String... names) {
        noteOthers(names);
        return strings(names);
    }

    /** Requires these members, which must be strings. */
    public JsonObject strings(String... names) {
        for (String name : names) {
            if (!noteIfMissing(name) && !(members.get(name) instanceof String)) {
                note(ErrorCode.WRONG_TYPE.at(pointer(name), "must be a string"));
            }
        }
        return throwIfAny();
    }

    /** The strings of a member that must be there and be an array of them. */
    public List<String> list(String name) {
        if (!(value(name) instanceof List<?> values)) {
            throw ErrorCode.WRONG_TYPE.at(pointer(name), "must be an array");
        }
        for (int i = 0; i < values.size(); i++) {
            if (!(values.get(i) instanceof String)) {
                note(ErrorCode.WRONG_TYPE.at(pointer(name) + '/' + i, "must be a string"));
            }
        }
        throwIfAny();
        return values.stream().map(String::valueOf).toList();
    }

    /** The content in a member that must be there. */
    public Content content(String name, ContentLimits limits) {
        if (!noteIfMissing(name)) {
            try {
                Content content = Content.given(members.get(name), limits);
                throwIfAny();
                return content;
            } catch (Failure.Invalid e) {
                note(e.within(pointer(name)));
            }
        }
        throw HttpProblem.invalid(faults, unlisted);
    }

    /** The content in the only member, which must be there. */
    public Content onlyContent(String name, ContentLimits limits) {
        noteOthers(name);
        return content(name, limits);
    }

    /** Refuses every member but these. */
    public JsonObject only(String... names) {
        noteOthers(names);
        return throwIfAny();
    }

    /** Refuses these members, which can be read but not written. */
    public JsonObject without(Set<String> readOnly) {
        note(readOnly::contains, ErrorCode.READ_ONLY, "cannot be changed");
        return throwIfAny();
    }

    private boolean noteIfMissing(String name) {
        boolean missing = !members.containsKey(name);
        if (missing) {
            note(ErrorCode.MISSING.at(pointer(name), "is missing"));
        }
        return missing;
    }

    private void noteOthers(String... names) {
        Set<String> allowed = Set.of(names);
        note(name -> !allowed.contains(name), ErrorCode.UNKNOWN_MEMBER, "is not allowed here");
    }

    private void note(Predicate<String> refused, ErrorCode code, String message) {
        for (Object member : members.keySet()) {
            String name = String.valueOf(member);
            if (refused.test(name)) {
                note(code.at(pointer(name), message));
            }
        }
    }

    private void note(Failure.Invalid fault) {
        if (faults.size() < MOST_LISTED) {
            faults.add(HttpProblem.Invalid.member(fault));
        } else {
            unlisted++;
        }
    }

    private JsonObject throwIfAny() {
        if (!faults.isEmpty()) {
            throw HttpProblem.invalid(faults, unlisted);
        }
        return this;
    }

    /** JSON pointer to a member (RFC 6901). A name that is longer than allowed is cut. */
    private static String pointer(String name) {
        String shown = name.length() > ContentLimits.NAME_CHARS ? name.substring(0, ContentLimits.NAME_CHARS) : name;
        return "/" + shown.replace("~", "~0").replace("/", "~1");
    }
}
