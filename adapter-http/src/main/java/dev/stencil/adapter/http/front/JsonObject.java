package dev.stencil.adapter.http.front;

import dev.stencil.core.domain.Failure;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The members of a body. What is missing or of the wrong kind is an {@link Failure.Invalid} that points at it. */
public final class JsonObject {
    private final Map<?, ?> members;

    private JsonObject(Map<?, ?> members) {
        this.members = members;
    }

    static JsonObject of(@Nullable Object value) {
        if (value instanceof Map<?, ?> members) {
            return new JsonObject(members);
        }
        throw new Failure.Invalid("", "not_an_object", "must be a JSON object");
    }

    /** A member that must be there, {@code null} included. */
    public @Nullable Object value(String name) {
        if (!members.containsKey(name)) {
            throw new Failure.Invalid(pointer(name), "missing", "is missing");
        }
        return members.get(name);
    }

    public String string(String name) {
        if (value(name) instanceof String text) {
            return text;
        }
        throw new Failure.Invalid(pointer(name), "wrong_type", "must be a string");
    }

    public boolean has(String name) {
        return members.containsKey(name);
    }

    /** Refuses every member but these. */
    public JsonObject only(String... names) {
        return without(name -> !Set.of(names).contains(name), "unknown_member", "is not allowed here");
    }

    /** Refuses these members, which can be read but not written. */
    public JsonObject without(Set<String> readOnly) {
        return without(readOnly::contains, "read_only", "cannot be changed");
    }

    private JsonObject without(Predicate<String> refused, String code, String message) {
        HttpProblem.throwIfAny(members.keySet().stream()
                .map(String::valueOf)
                .filter(refused)
                .map(name -> HttpProblem.Invalid.member(pointer(name), code, message))
                .toList());
        return this;
    }

    /** RFC 6901. */
    private static String pointer(String name) {
        return "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
