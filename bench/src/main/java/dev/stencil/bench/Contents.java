package dev.stencil.bench;

import dev.stencil.core.domain.Content;
import dev.stencil.core.domain.ContentLimits;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Contents to measure with: what a form or a layout looks like, of about the size that is wanted. */
public final class Contents {
    /** What most are. */
    public static final int SMALL = 600;
    public static final int LARGE = 16 * 1024;

    private static final int HEAD_BYTES = 100;
    private static final int FIELD_BYTES = 80;

    private Contents() {}

    /** @param seed contents of different seeds are different */
    public static Content of(int bytes, long seed) {
        return Content.of(value(bytes, seed), ContentLimits.DEFAULT);
    }

    private static Map<String, Object> value(int bytes, long seed) {
        return Map.of(
                "title", "Invoice " + seed,
                "language", "en-GB",
                "tags", List.of("invoice", "monthly"),
                "margin", Map.of("top", 12, "left", 7.5),
                "fields", IntStream.range(0, (bytes - HEAD_BYTES) / FIELD_BYTES).mapToObj(Contents::field).toList());
    }

    private static Map<String, Object> field(int number) {
        return Map.of(
                "name", "field " + number,
                "label", "Größe " + number,
                "width", number * 16,
                "ratio", number + 0.25,
                "required", number % 2 == 0);
    }
}
