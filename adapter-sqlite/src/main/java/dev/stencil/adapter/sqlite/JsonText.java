package dev.stencil.adapter.sqlite;

import dev.stencil.core.domain.template.Content;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/** JSON text in the database, read and written. The limits are beyond anything that can be stored. */
final class JsonText {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(5_000)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            // A table of the names seen so far, which refuses names that were chosen to collide in it.
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .build();

    private JsonText() {}

    static @Nullable Object read(byte[] json) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            return value(parser);
        } catch (JacksonException e) {
            // Without the cause: its message quotes what it could not read.
            throw new IllegalStateException("stored content is no JSON");
        }
    }

    static List<?> readList(String json) {
        return (List<?>) Objects.requireNonNull(read(json.getBytes(StandardCharsets.UTF_8)));
    }

    static String write(List<?> list) {
        return new String(Content.stored(list).json(), StandardCharsets.UTF_8);
    }

    private static @Nullable Object value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case START_ARRAY -> array(parser);
            case START_OBJECT -> object(parser);
            case null, default -> throw new IllegalStateException("stored content is no JSON");
        };
    }

    private static List<@Nullable Object> array(JsonParser parser) {
        List<@Nullable Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(parser));
        }
        return elements.isEmpty() ? List.of() : Collections.unmodifiableList(elements);
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            members.put(name, value(parser));
        }
        return members.isEmpty() ? Map.of() : Collections.unmodifiableMap(members);
    }
}
