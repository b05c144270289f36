package dev.stencil.core.usecase;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Check of arguments at the door of a use case, for callers whose compiler does not know {@code @NullMarked}. */
final class Arguments {
    private Arguments() {}

    /**
     * @param namesAndValues the name of a parameter, its value, and so on
     * @throws NullPointerException that names the first one without a value
     */
    static void required(@Nullable Object... namesAndValues) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Objects.requireNonNull(namesAndValues[i + 1], (String) namesAndValues[i]);
        }
    }
}
