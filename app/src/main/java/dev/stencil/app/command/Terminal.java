package dev.stencil.app.command;

import java.io.Console;
import java.util.Optional;

/** Terminal of whoever runs a command. */
final class Terminal {
    private Terminal() {}

    /** Nothing unless both standard input and standard output are a terminal. */
    @SuppressWarnings("SystemConsoleNull")
    static Optional<Console> console() {
        // Otherwise there is a console from Java 22 on even where nobody looks.
        System.setProperty("jdk.console", "java.base");
        return Optional.ofNullable(System.console());
    }
}
