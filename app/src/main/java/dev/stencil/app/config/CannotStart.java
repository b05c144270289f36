package dev.stencil.app.config;

import org.jspecify.annotations.Nullable;

/**
 * Exception for a server that cannot start although its settings are fine. The message is one line that says what to
 * do.
 */
public final class CannotStart extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CannotStart(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
