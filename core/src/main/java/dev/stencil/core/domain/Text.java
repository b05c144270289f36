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
        for (int i = 0; i < text.length() && marks <= most; i += Character.charCount(text.codePointAt(i))) {
            marks = isMark(text.codePointAt(i)) ? marks + 1 : 0;
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
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair = i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1));
                if (!pair) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }
}
