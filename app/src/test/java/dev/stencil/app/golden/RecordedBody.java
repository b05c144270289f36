package dev.stencil.app.golden;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Bodies as the recording notes them: text, bytes in Python's notation, or something long that is only described. */
final class RecordedBody {
    private static final int MIB = 1024 * 1024;
    private static final Pattern DESCRIBED = Pattern.compile(".*\\.\\.\\.<\\d+ chars, sha256 [0-9a-f]{12}>");
    private static final Pattern ESCAPED_BYTE = Pattern.compile("\\\\x([0-9a-f]{2})");

    /** By their description, which holds their hash: a body that is found is the one that was sent. */
    private static final Map<String, String> LONG_ONES = Stream.of(
            "[".repeat(100_000) + "]".repeat(100_000),
            user("L".repeat(4_000), "pw"),
            user("M".repeat(7_000), "pw"),
            user("N".repeat(MIB), "pw"),
            user("longpw", "N".repeat(MIB)),
            "{\"username\": \"huge\", \"password\": \"x\", \"n\": \"" + "N".repeat(17 * MIB) + "\"}",
            "{\"template\": \"" + "x".repeat(100_000) + "\"}")
            .collect(Collectors.toUnmodifiableMap(Shortened::text, Function.identity()));

    private RecordedBody() {}

    private static String user(String name, String password) {
        return "{\"username\": \"" + name + "\", \"password\": \"" + password + "\"}";
    }

    /** The text of a body that is no bytes in Python's notation. */
    static String text(String noted) {
        if (!DESCRIBED.matcher(noted).matches()) {
            return noted;
        }
        String body = LONG_ONES.get(noted);
        if (body == null) {
            throw new IllegalArgumentException("nothing is known that looks like " + noted);
        }
        return body;
    }

    static byte[] bytes(String noted) {
        return noted.startsWith("b'") ? pythonBytes(noted) : text(noted).getBytes(UTF_8);
    }

    private static byte[] pythonBytes(String noted) {
        String escaped = noted.substring(2, noted.length() - 1);
        String bytes = ESCAPED_BYTE.matcher(escaped)
                .replaceAll(hex -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(hex.group(1), 16))));
        // No other escape occurs in the recording.
        if (ESCAPED_BYTE.matcher(escaped).replaceAll("").contains("\\")) {
            throw new IllegalArgumentException("an escape that is not understood in " + noted);
        }
        return bytes.getBytes(ISO_8859_1);
    }
}
