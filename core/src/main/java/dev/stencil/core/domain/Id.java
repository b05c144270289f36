package dev.stencil.core.domain;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The identity of a user or a template: 24 lower-case hexadecimal digits in the layout of a MongoDB ObjectId (4 bytes
 * of seconds since 1970, 5 random bytes of the process, 3 bytes of counter). It is the same in every store and is made
 * before the write, so that a reply lost after the write can be told from somebody else's write.
 *
 * @param hex the 24 digits
 */
public record Id(String hex) implements Comparable<Id> {
    private static final int DIGITS = 24;

    /** @throws IllegalArgumentException if {@code hex} is not 24 lower-case hexadecimal digits */
    public Id {
        if (!isId(hex)) {
            throw new IllegalArgumentException("an id has 24 lower-case hexadecimal digits");
        }
    }

    /** The id that {@code text} spells, or nothing if it spells none. */
    public static Optional<Id> parse(String text) {
        return isId(text) ? Optional.of(new Id(text)) : Optional.empty();
    }

    /** When it was made, in whole seconds. */
    public Instant second() {
        return Instant.ofEpochSecond(Integer.toUnsignedLong(HexFormat.fromHexDigits(hex, 0, 8)));
    }

    private static boolean isId(String text) {
        if (text.length() != DIGITS) {
            return false;
        }
        // Each row that is read has one: a regular expression was 3 % of a list.
        for (int i = 0; i < DIGITS; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    /** Orders by the digits: ids of one process in the order they were made. */
    @Override
    public int compareTo(Id other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
