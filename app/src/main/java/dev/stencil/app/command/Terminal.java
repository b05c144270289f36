package dev.stencil.app.command;

/** Check whether standard output is a terminal. */
final class Terminal {
    private Terminal() {}

    @SuppressWarnings("SystemConsoleNull")
    static boolean isThere() {
        // Otherwise there is a console from Java 22 on even where nobody looks.
        System.setProperty("jdk.console", "java.base");
        return System.console() != null;
    }
}
