package dev.stencil.core.domain;

/** Checks of untrusted text, before it is encoded or normalised. */
public final class Text {
    private Text() {}

    /**
     * Whether more than {@code most} combining marks follow each other. Normalisation puts them in order, which takes
     * the square of their number.
     */
    public static boolean hasMarksInARow(int most, String text) {
        int marks = 0;
        for (int i = 0, c; i < text.length() && marks <= most; i += Character.charCount(c)) {
            c = text.codePointAt(i);
            marks = isMark(c) ? marks + 1 : 0;
        }
        return marks > most;
    }

    private static boolean isMark(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> false;
        };
    }

    /** Whether {@code text} has half of a surrogate pair without its other half: it has no UTF-8 form then. */
    public static boolean hasLoneSurrogate(String text) {
        for (int i = 0, c; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                return true;
            }
        }
        return false;
    }
}
