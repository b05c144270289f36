package dev.stencil.core.domain.template;

import dev.stencil.core.domain.Failure;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A partial change of a JSON value (RFC 7396): the members of an object replace those of the value, {@code null}
 * removes one, objects within objects are merged likewise, and anything but an object replaces the value as a whole.
 */
public final class MergePatch {
    private final @Nullable Object patch;
    private final Consumer<Content> before;
    private final boolean given;

    private MergePatch(@Nullable Object patch, Consumer<Content> before, boolean given) {
        this.patch = patch;
        this.before = before;
        this.given = given;
    }

    /** @param patch of the types that {@link Content#of} takes; it is not copied */
    public MergePatch(@Nullable Object patch) {
        this(patch, target -> {}, false);
    }

    /**
     * A patch whose results are not copied.
     *
     * @param patch as {@link Content#given} takes it
     * @param before is told of each target before it is read into memory as a tree; what it throws, {@link #applyTo}
     *     throws
     */
    public static MergePatch given(@Nullable Object patch, Consumer<Content> before) {
        return new MergePatch(patch, before, true);
    }

    /**
     * @param target is left as it is
     * @throws Failure.Invalid if the result breaks a limit, or if {@code target} is opaque: a part of it cannot be
     *     changed without changing what the rest means
     * @throws Failure.TooLarge if the result, or already {@code target}, is larger than {@code limits} allow
     */
    public Content applyTo(Content target, ContentLimits limits) {
        if (target.isOpaque()) {
            throw new Failure.Invalid("", "opaque", "is not JSON as it is stored, it can only be replaced as a whole");
        }
        if (target.size() > limits.bytes()) {
            throw new Failure.TooLarge(limits.bytes());
        }
        before.accept(target);
        Object result = merged(target.value(), patch);
        return given ? Content.given(result, limits) : Content.of(result, limits);
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
        return Collections.unmodifiableMap(result);
    }
}
