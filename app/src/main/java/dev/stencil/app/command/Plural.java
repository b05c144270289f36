package dev.stencil.app.command;

/** Plural of an English noun that has a regular one. */
final class Plural {
    private Plural() {}

    /** @param one the noun for one, whose plural has an s */
    static String of(long number, String one) {
        return number == 1 ? one : one + 's';
    }
}
