package dev.stencil.core.domain.template;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writer of plain Java values as compact JSON, in one of two forms that differ in two places. As it is stored and
 * shown, members keep their order and numbers their type ({@code 5.0} stays {@code 5.0}). In the canonical form, which
 * only the {@link Fingerprint} sees, members are sorted by UTF-16 unit and a double with an integral value that fits
 * into 64 bits is written as that integer.
 */
final class JsonWriter {
    private static final double TWO_TO_63 = 0x1p63;
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final StringBuilder out = new StringBuilder();
    private final boolean canonical;

    private JsonWriter(boolean canonical) {
        this.canonical = canonical;
    }

    static String compact(@Nullable Object value) {
        return new JsonWriter(false).text(value);
    }

    static String canonical(@Nullable Object value) {
        return new JsonWriter(true).text(value);
    }

    private String text(@Nullable Object value) {
        write(value);
        return out.toString();
    }

    private void write(@Nullable Object value) {
        switch (value) {
            case null -> out.append("null");
            case String text -> string(text);
            case Long number -> out.append(number.longValue());
            case Double number -> number(number);
            case Boolean bool -> out.append(bool.booleanValue());
            case Map<?, ?> object -> object(object);
            case List<?> array -> array(array);
            default -> throw new IllegalArgumentException("no JSON value: " + value.getClass().getName());
        }
    }

    private void number(double number) {
        if (canonical && number == Math.rint(number) && number >= -TWO_TO_63 && number < TWO_TO_63) {
            out.append((long) number);
        } else {
            out.append(number);
        }
    }

    private void object(Map<?, ?> object) {
        Map<?, ?> members = canonical ? new TreeMap<>(object) : object;
        out.append('{');
        int start = out.length();
        for (Map.Entry<?, ?> member : members.entrySet()) {
            comma(start);
            string((String) member.getKey());
            out.append(':');
            write(member.getValue());
        }
        out.append('}');
    }

    private void array(List<?> array) {
        out.append('[');
        int start = out.length();
        for (Object element : array) {
            comma(start);
            write(element);
        }
        out.append(']');
    }

    private void comma(int start) {
        if (out.length() > start) {
            out.append(',');
        }
    }

    private void string(String text) {
        out.append('"');
        int copied = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c == '"' || c == '\\') {
                out.append(text, copied, i).append('\\');
                if (c < 0x20) {
                    out.append("u00").append(HEX[c >> 4]).append(HEX[c & 15]);
                } else {
                    out.append(c);
                }
                copied = i + 1;
            }
        }
        out.append(text, copied, text.length()).append('"');
    }
}
