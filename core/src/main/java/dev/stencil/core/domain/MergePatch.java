package dev.stencil.core.domain;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A partial change of a JSON value (RFC 7396): the members of an object replace those of the value, {@code null} removes
 * one, objects within objects are merged likewise, and anything but an object replaces the value as a whole.
 */
public final class MergePatch {
    private final @Nullable Object patch;

    /** @param patch of the types that {@link Content#of} takes; it is not copied */
    public MergePatch(@Nullable Object patch) {
        this.patch = patch;
    }

    /**
     * @param target is left as it is
     * @throws Failure.Invalid if the result breaks a limit, or if {@code target} is opaque: a part of it cannot be
     *     changed without changing what the rest means
     * @throws Failure.TooLarge likewise
     */
    public Content applyTo(Content target, ContentLimits limits) {
        if (target.isOpaque()) {
            throw new Failure.Invalid("", "opaque", "is not JSON as it is stored, it can only be replaced as a whole");
        }
        return Content.of(merged(target.value(), patch), limits);
    }

    private static @Nullable Object merged(@Nullable Object target, @Nullable Object patch) {
        if (!(patch instanceof Map<?, ?> changes)) {
            return patch;
        }
        Map<Object, @Nullable Object> result =
                new LinkedHashMap<>(target instanceof Map<?, ?> members ? members : Map.of());
        changes.forEach((name, change) -> {
            if (change == null) {
                result.remove(name);
            } else {
                result.put(name, merged(result.get(name), change));
            }
        });
        return result;
    }
}
