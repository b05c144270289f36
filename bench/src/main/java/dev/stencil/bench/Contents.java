package dev.stencil.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.ContentLimits;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Contents of templates to measure with: they look like forms or layouts. */
public final class Contents {
    /** The size of most templates, about. */
    public static final int SMALL = 600;
    public static final int LARGE = 16 * 1024;

    private static final int HEAD_BYTES = 100;
    private static final int FIELD_BYTES = 80;

    private Contents() {}

    /** @param title contents with different titles are different */
    public static Content of(int bytes, String title) {
        Map<String, Object> value = Map.of(
                "title", "Invoice " + title,
                "language", "en-GB",
                "tags", List.of("invoice", "monthly"),
                "margin", Map.of("top", 12, "left", 7.5),
                "fields", IntStream.range(0, (bytes - HEAD_BYTES) / FIELD_BYTES).mapToObj(Contents::field).toList());
        return Content.of(value, ContentLimits.DEFAULT);
    }

    private static Map<String, Object> field(int number) {
        return Map.of(
                "name", "field " + number,
                "label", "Größe " + number,
                "width", number * 16,
                "ratio", number + 0.25,
                "required", number % 2 == 0);
    }

    /** The body of a request that stores a small one. */
    static String body(String title) {
        return "{\"content\":" + new String(of(SMALL, title).json(), UTF_8) + '}';
    }
}
