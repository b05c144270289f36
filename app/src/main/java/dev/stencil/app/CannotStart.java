package dev.stencil.app;

import org.jspecify.annotations.Nullable;

/** The settings are fine and yet the server cannot start. The message is one line that says what to do. */
final class CannotStart extends RuntimeException {
    private static final long serialVersionUID = 1;

    CannotStart(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
