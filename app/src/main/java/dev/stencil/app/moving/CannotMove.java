package dev.stencil.app.moving;

import org.jspecify.annotations.Nullable;

/**
 * Exception for an export or an import that cannot go on. The message is one line that says what to do and quotes
 * nothing of a file.
 */
public sealed class CannotMove extends RuntimeException permits OccupiedStore {
    private static final long serialVersionUID = 1;

    CannotMove(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    CannotMove(String message) {
        this(message, null);
    }
}
