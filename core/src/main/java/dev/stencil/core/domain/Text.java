package dev.stencil.core.domain;

/** What Java strings allow and no encoding can carry. */
public final class Text {
    private Text() {}

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
