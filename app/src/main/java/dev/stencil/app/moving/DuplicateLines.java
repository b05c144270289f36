package dev.stencil.app.moving;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Search for lines of a file that have the same key. It runs after a store has refused a line, since the cause may be
 * an earlier line of the same file, and which of the two the store refuses is chance.
 */
final class DuplicateLines {
    private DuplicateLines() {}

    /**
     * @param key what only one line may have, if it is a line that has it
     * @param what a line has of another that has the same key
     * @throws CannotMove for the first line whose key an earlier one has
     */
    static void refuse(Path file, Function<Lines.Line, Optional<Object>> key, String what) {
        Map<Object, Long> seen = new HashMap<>();
        try (Lines lines = new Lines(file)) {
            for (Optional<Lines.Line> next = lines.next(); next.isPresent(); next = lines.next()) {
                Lines.Line line = next.get();
                key.apply(line).ifPresent(it -> {
                    Long earlier = seen.putIfAbsent(it, line.number());
                    if (earlier != null) {
                        throw line.wrong("line " + earlier + " has " + what);
                    }
                });
            }
        }
    }
}
