package dev.stencil.app.command;

/** The noun that goes with a number of things. */
final class Count {
    private Count() {}

    /** @param one the noun for one, whose plural has an s */
    static String of(long number, String one) {
        return number == 1 ? one : one + 's';
    }
}
