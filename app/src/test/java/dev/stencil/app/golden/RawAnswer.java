package dev.stencil.app.golden;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An answer as it came over the wire.
 *
 * @param headers by lower-case name
 * @param body its UTF-8 text
 */
public record RawAnswer(int status, Map<String, List<String>> headers, String body) {
    public Optional<String> header(String name) {
        List<String> values = headers.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw new IllegalStateException("more than one " + name + ": " + values);
        }
        return values.stream().findFirst();
    }
}
