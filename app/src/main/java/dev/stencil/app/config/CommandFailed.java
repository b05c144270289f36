package dev.stencil.app.config;

import org.jspecify.annotations.Nullable;

/**
 * Exception for a command that cannot do what it is for, the start of a server among them, although its settings are
 * fine. The message is one line that says what to do.
 */
public class CommandFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CommandFailed(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public CommandFailed(String message) {
        this(message, null);
    }
}
