package dev.stencil.adapter.sqlite;

import org.jspecify.annotations.Nullable;

/**
 * A storage cannot be opened. The message is one line for whoever runs the program: what is wrong with which file, and
 * what to do.
 */
public final class StorageNotOpened extends RuntimeException {
    private static final long serialVersionUID = 1;

    StorageNotOpened(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    StorageNotOpened(String message) {
        this(message, null);
    }
}
