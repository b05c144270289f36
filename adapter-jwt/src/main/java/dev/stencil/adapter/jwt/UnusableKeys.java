package dev.stencil.adapter.jwt;

/**
 * Exception for a key file that cannot be used. The message is one line that says what is wrong and quotes nothing of
 * the file.
 */
public final class UnusableKeys extends RuntimeException {
    public UnusableKeys(String message) {
        super(message);
    }
}
