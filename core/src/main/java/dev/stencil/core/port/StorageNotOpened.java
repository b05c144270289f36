package dev.stencil.core.port;

import org.jspecify.annotations.Nullable;

/**
 * A storage cannot be opened as it is, and waiting will not help. The message is one line for whoever runs the program:
 * what is wrong with what, and what to do. It shows no secret, such as a password in an address.
 */
public final class StorageNotOpened extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StorageNotOpened(String message) {
        this(message, null);
    }

    /** @param cause must not repeat a secret either */
    public StorageNotOpened(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
