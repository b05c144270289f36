package dev.stencil.core.domain.account;

import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Sha256;
import java.nio.charset.StandardCharsets;
import java.text.BreakIterator;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The name of an account, in the form its owner chose. Names are compared by their {@link #key()}: those that differ
 * only by case, width or normalisation name the same account.
 */
public final class UserName {
    /** The longest new name, in code points. */
    public static final int MAX_CODE_POINTS = 64;

    /** In UTF-16 units: no new name is longer. */
    static final int MAX_UNITS = 2 * MAX_CODE_POINTS;

    /** In bytes of UTF-8. A longer name cannot log in: base64 makes more than the 4 KiB of a token out of it. */
    static final int MAX_BYTES_OF_A_TOKEN = 3_072;

    /**
     * Code points with the property Default_Ignorable_Code_Point, but those of the category Cf, which Java knows, as of
     * Unicode 17.0; and three letters and a Braille pattern that show nothing. First and last of each range.
     */
    private static final int[] INVISIBLE = {
            0x034f, 0x034f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180b, 0x180f, 0x2065, 0x2065, 0x2800, 0x2800, 0x3164,
            0x3164,
            0xfe00, 0xfe0f, 0xffa0, 0xffa0, 0xfff0, 0xfff8, 0xe0000, 0xe0fff
    };

    private final String text;
    /** Made when it is first asked for. Two threads may both make it: they make the same. */
    private @Nullable String key;

    /** @param text as it was registered */
    public UserName(String text) {
        this.text = Objects.requireNonNull(text);
    }

    /** As it was registered. */
    public String text() {
        return text;
    }

    /**
     * A name for a new account.
     *
     * @throws Failure.Invalid if it has not 1 to {@value #MAX_CODE_POINTS} code points, has a blank at either end, or
     *     contains controls, unassigned code points, lone surrogates or characters that show nothing, such as joiners
     *     and variation selectors
     */
    public static UserName forNewAccount(String text) {
        if (text.isEmpty()) {
            throw new Failure.Invalid("", "too_short", "must not be empty");
        }
        // Units bound the work before code points are counted.
        if (text.length() > MAX_UNITS || text.codePointCount(0, text.length()) > MAX_CODE_POINTS) {
            throw new Failure.Invalid("", "too_long", "must have at most " + MAX_CODE_POINTS + " characters");
        }
        if (text.codePoints().anyMatch(UserName::isForbidden)) {
            throw new Failure.Invalid(
                    "", "forbidden_character", "must not contain control, invisible or unassigned characters");
        }
        if (isBlank(text.codePointAt(0)) || isBlank(text.codePointBefore(text.length()))) {
            throw new Failure.Invalid("", "blank_at_end", "must not begin or end with a blank");
        }
        return new UserName(text);
    }

    private static boolean isForbidden(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.UNASSIGNED, Character.SURROGATE, Character.FORMAT -> true;
            default -> isInvisible(codePoint);
        };
    }

    private static boolean isInvisible(int codePoint) {
        for (int i = 0; i < INVISIBLE.length; i += 2) {
            if (codePoint >= INVISIBLE[i] && codePoint <= INVISIBLE[i + 1]) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBlank(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
    }

    /**
     * The form in which names are compared, following UsernameCaseMapped of RFC 8265 in spirit: full- and half-width
     * forms mapped, lower case, NFC. The key of a key is itself.
     *
     * <p>Its cost is bounded, since anybody may ask for any name at login: a name of more than
     * {@value #MAX_BYTES_OF_A_TOKEN} bytes has the key {@code sha256:} and the hexadecimal SHA-256 of its text, and is
     * neither mapped nor normalised.
     */
    public String key() {
        String made = key;
        if (made == null) {
            made = makeKey();
            key = made;
        }
        return made;
    }

    private String makeKey() {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_BYTES_OF_A_TOKEN) {
            return "sha256:" + Sha256.hex(bytes);
        }
        return isAscii(text) ? text.toLowerCase(Locale.ROOT) : nfc(lower(widthMapped(nfc(text))));
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    /**
     * {@code String.toLowerCase}, word by word if the text is long: it looks through the whole word around each capital
     * sigma, and copies all for each letter that gets longer.
     */
    private static String lower(String text) {
        if (text.length() <= MAX_UNITS) {
            return text.toLowerCase(Locale.ROOT);
        }
        StringBuilder lower = new StringBuilder(text.length());
        BreakIterator words = BreakIterator.getWordInstance(Locale.ROOT);
        words.setText(text);
        int start = words.first();
        for (int end = words.next(); end != BreakIterator.DONE; start = end, end = words.next()) {
            appendLower(lower, text.substring(start, end));
        }
        return lower.toString();
    }

    /**
     * Of all capital sigmas in a word, the last alone can be a final one; 64 characters around it tell whether it is.
     */
    private static void appendLower(StringBuilder lower, String word) {
        int last = word.lastIndexOf('Σ');
        String begin = word.substring(0, Math.max(last, 0)).replace('Σ', 'σ');
        if (last >= 0) {
            String around = word.substring(
                    Math.max(0, last - MAX_CODE_POINTS), Math.min(word.length(), last + MAX_CODE_POINTS));
            boolean isFinal = around.replace('ς', 'σ').toLowerCase(Locale.ROOT).indexOf('ς') >= 0;
            begin += isFinal ? 'ς' : 'σ';
        }
        (begin + word.substring(last + 1))
                .codePoints()
                .forEach(codePoint -> lower.append(Character.toString(codePoint).toLowerCase(Locale.ROOT)));
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

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof UserName name && name.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Does not show the name: it is personal data. */
    @Override
    public String toString() {
        return "UserName[" + text.length() + " chars]";
    }
}
