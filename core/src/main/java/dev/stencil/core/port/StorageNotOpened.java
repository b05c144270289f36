package dev.stencil.core.port;

import org.jspecify.annotations.Nullable;

/**
 * Exception for a storage that cannot be opened as it is, and that waiting does not help. The message is one line for
 * the operator: what is wrong, and what to do. It shows no secret, such as a password in an address.
 */
public class StorageNotOpened extends RuntimeException {
    public StorageNotOpened(String message) {
        this(message, null);
    }

    /** @param cause must not repeat a secret either */
    public StorageNotOpened(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The same for a storage that another process holds. */
    public static final class InUse extends StorageNotOpened {
        public InUse(String message) {
            super(message);
        }
    }
}
