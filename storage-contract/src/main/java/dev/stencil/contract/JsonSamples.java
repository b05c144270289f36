package dev.stencil.contract;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values that a store must give back as they are: one for each way in which stores get them wrong. */
final class JsonSamples {
    private JsonSamples() {}

    /** Values by the name of what is special about them, each different from all others as JSON. */
    static Map<String, @Nullable Object> all() {
        Map<String, @Nullable Object> samples = new LinkedHashMap<>();
        samples.put("null", null);
        samples.put("true", true);
        samples.put("false", false);
        numbers(samples);
        strings(samples);
        structures(samples);
        return samples;
    }

    private static void numbers(Map<String, @Nullable Object> samples) {
        samples.put("zero", 0L);
        samples.put("a whole double", 5.0);
        samples.put("a fraction", 1.5);
        samples.put("a negative fraction", -0.1);
        samples.put("the largest 32-bit integer and one", 2147483648L);
        samples.put("2^53 - 1", (1L << 53) - 1);
        samples.put("2^53", 1L << 53);
        samples.put("2^53 + 1", (1L << 53) + 1);
        samples.put("the largest 64-bit integer", Long.MAX_VALUE);
        samples.put("the smallest 64-bit integer", Long.MIN_VALUE);
        samples.put("the largest double", Double.MAX_VALUE);
        samples.put("the smallest double", Double.MIN_VALUE);
        samples.put("2^63, a double only", 0x1p63);
        samples.put("minus zero in a list", List.of(-0.0));
    }

    private static void strings(Map<String, @Nullable Object> samples) {
        samples.put("the empty string", "");
        samples.put("NUL alone", "\0");
        samples.put("NUL in a string", "a\0b");
        StringBuilder controls = new StringBuilder();
        for (char c = 0; c <= 0x20; c++) {
            controls.append(c);
        }
        samples.put("all controls", controls + "\u007f\u0080\u009f\u2028\u2029\ufeff");
        samples.put("quotes and such", "\" \\ / ' ` % _ ; -- ${x} {{x}}");
        samples.put("every plane", everyPlane());
        samples.put("NFC", "\u00e9");
        samples.put("NFD", "e\u0301");
        samples.put("blanks at the ends", "  x  ");
        samples.put("a string that looks like a number", "5");
        samples.put("a string that looks like null", "null");
        samples.put("a string that looks like a date", "2026-01-01T00:00:00Z");
        samples.put("a long string", "0123456789abcdef".repeat(10_000));
    }

    private static String everyPlane() {
        StringBuilder text = new StringBuilder("A\ue000\ufffd");
        for (int plane = 1; plane <= 16; plane++) {
            text.appendCodePoint(plane * 0x10000).appendCodePoint(plane * 0x10000 + 0xfffd);
        }
        return text.toString();
    }

    private static void structures(Map<String, @Nullable Object> samples) {
        samples.put("the empty list", List.of());
        samples.put("the empty object", Map.of());
        samples.put("a list with null", Collections.singletonList(null));
        samples.put("a list of kinds", List.of(1L, 1.5, "1", true, List.of(), Map.of()));
        samples.put("an order of members", object("z", 1L, "a", 2L, "m", 3L, "10", 4L, "9", 5L));
        samples.put("a member null", object("a", null));
        samples.put("an operator", object("$ne", null));
        samples.put("operators within", object("a", object("$gt", "", "$set", object("b", 1L))));
        samples.put("an operator in a list", List.of(object("$expr", true)));
        samples.put("a reference to a field", List.of("$username", "$$ROOT"));
        samples.put("extended JSON", object("$oid", "000000000000000000000000"));
        samples.put("extended JSON, a number", object("$numberLong", "5"));
        samples.put("a dotted name", object("a.b", 1L, ".", 2L, "..", 3L));
        samples.put("an empty name", object("", 1L));
        samples.put("names of our own members", object("stencil", object("owner", "x"), "_id", 1L, "__proto__", 2L));
        samples.put("a name of every plane", object(everyPlane(), 1L));
        samples.put("a long name", object("n".repeat(256), 1L));
        samples.put("32 lists", nested(32, true));
        samples.put("32 objects", nested(32, false));
        samples.put("many members", manyMembers());
    }

    private static Object nested(int levels, boolean lists) {
        Object value = lists ? List.of() : Map.of();
        for (int i = 1; i < levels; i++) {
            value = lists ? List.of(value) : object("n", value);
        }
        return value;
    }

    private static Object manyMembers() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        for (int i = 0; i < 2_000; i++) {
            members.put("m" + (i * 7919 % 2_000), new ArrayList<>(List.of((long) i)));
        }
        return members;
    }

    static Map<String, @Nullable Object> object(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return members;
    }
}
