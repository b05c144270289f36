package dev.stencil.core.domain;

import java.text.Normalizer;
import java.util.Locale;

/**
 * The name of an account, in the form its owner chose. Names are compared by their {@link #key()}: those that differ
 * only by case, width or normalisation name the same account.
 *
 * @param text as it was registered
 */
public record UserName(String text) {
    /** The longest new name, in code points. */
    public static final int MAX_CODE_POINTS = 64;

    /**
     * A name for a new account.
     *
     * @throws Failure.Invalid if it has not 1 to {@value #MAX_CODE_POINTS} code points, has a blank at either end, or
     *     contains controls, unassigned code points or lone surrogates
     */
    public static UserName forNewAccount(String text) {
        if (text.isEmpty()) {
            throw new Failure.Invalid("", "too_short", "must not be empty");
        }
        // Units bound the work before code points are counted.
        if (text.length() > 2 * MAX_CODE_POINTS || text.codePointCount(0, text.length()) > MAX_CODE_POINTS) {
            throw new Failure.Invalid("", "too_long", "must have at most " + MAX_CODE_POINTS + " characters");
        }
        if (text.codePoints().anyMatch(UserName::isForbidden)) {
            throw new Failure.Invalid("", "forbidden_character", "must not contain control or unassigned characters");
        }
        if (isBlank(text.codePointAt(0)) || isBlank(text.codePointBefore(text.length()))) {
            throw new Failure.Invalid("", "blank_at_end", "must not begin or end with a blank");
        }
        return new UserName(text);
    }

    private static boolean isForbidden(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL || type == Character.UNASSIGNED || type == Character.SURROGATE;
    }

    private static boolean isBlank(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
    }

    /**
     * What names are compared by, following UsernameCaseMapped of RFC 8265 in spirit: full- and half-width forms
     * mapped, lower case, NFC. The key of a key is itself.
     */
    public String key() {
        return isAscii(text) ? lower(text) : nfc(lower(widthMapped(nfc(text))));
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static String nfc(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    /** U+3000 and U+FF00 to U+FFEF are the code points with a wide or narrow decomposition. */
    private static String widthMapped(String text) {
        StringBuilder mapped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\u3000' || (c >= '\uff00' && c <= '\uffef')) {
                mapped.append(Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFKC));
            } else {
                mapped.append(c);
            }
        }
        return mapped.toString();
    }

    /** Does not show the name: it is personal data. */
    @Override
    public String toString() {
        return "UserName[" + text.length() + " chars]";
    }
}
