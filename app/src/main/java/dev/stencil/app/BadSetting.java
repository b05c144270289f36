package dev.stencil.app;

/** A flag or a variable is not as it must be. The message is one line that names it and never shows its value. */
final class BadSetting extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadSetting(String message) {
        super(message);
    }
}
