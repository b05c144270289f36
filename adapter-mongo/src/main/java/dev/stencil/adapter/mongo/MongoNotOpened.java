package dev.stencil.adapter.mongo;

/**
 * A database cannot be opened as it is, and waiting will not help. The message is one line for whoever runs the
 * program: what is wrong and what to do. It shows neither the address nor its password.
 */
public final class MongoNotOpened extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Without the driver's exception as cause: its words may repeat parts of the address. */
    MongoNotOpened(String message) {
        super(message);
    }
}
