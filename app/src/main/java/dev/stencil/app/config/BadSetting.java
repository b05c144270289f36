package dev.stencil.app.config;

/**
 * Exception for a flag or a variable that is not as it must be. The message is one line that names it and never shows
 * its value.
 */
public final class BadSetting extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BadSetting(String message) {
        super(message);
    }
}
