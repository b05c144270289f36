package dev.stencil.app.moving;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/** Strict parser of a line of JSON into plain Java values, as {@code Content.value()} names them, whatever its size. */
final class JsonLine {
    /** MongoDB allows a hundred levels. */
    private static final int DEEPEST = 500;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .build();

    /** What the values of a line may take, by an estimate. */
    private static final long HEAP = Runtime.getRuntime().maxMemory() / 4;

    // About what values take with references of 4 bytes and headers of 12.
    private static final int NUMBER = 24;
    private static final int STRING = 56;
    private static final int ARRAY = 128;
    private static final int OBJECT = 192;
    private static final int ELEMENT = 8;
    private static final int MEMBER = 56;

    private final Lines.Line line;
    private final JsonParser parser;
    private long left;

    private JsonLine(Lines.Line line, JsonParser parser, long most) {
        this.line = line;
        this.parser = parser;
        this.left = most;
    }

    /**
     * @throws CommandFailed if the line is not one JSON value, with integers of 64 bits and finite numbers, or its
     *     values take more than a quarter of the heap
     */
    static @Nullable Object read(Lines.Line line) {
        return read(line, HEAP);
    }

    /** @param most about how many bytes its values may take */
    static @Nullable Object read(Lines.Line line, long most) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), line.text())) {
            parser.nextToken();
            Object value = new JsonLine(line, parser, most).value();
            if (parser.nextToken() == null) {
                return value;
            }
        } catch (JacksonException | IllegalArgumentException e) {
            // Said below, without the cause: its message quotes what it could not read.
        }
        throw line.wrong("is no JSON, or was cut off");
    }

    /** Takes it from what is left before it is made. */
    private void take(long bytes) {
        left -= bytes;
        if (left < 0) {
            throw line.wrong("has more values than there is memory for: give Java more, with JAVA_OPTS=-Xmx");
        }
    }

    private @Nullable Object value() {
        return switch (parser.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_STRING -> string();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
            case START_ARRAY -> array();
            case START_OBJECT -> object();
            case null, default -> throw new IllegalArgumentException("no value");
        };
    }

    private String string() {
        take(STRING + 2L * parser.getStringLength());
        return parser.getString();
    }

    private Number number() {
        take(NUMBER);
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            return parser.getLongValue();
        }
        double number = parser.getDoubleValue();
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("not finite");
        }
        return number;
    }

    private List<@Nullable Object> array() {
        take(ARRAY);
        List<@Nullable Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            take(ELEMENT);
            elements.add(value());
        }
        return Collections.unmodifiableList(elements);
    }

    private Map<String, @Nullable Object> object() {
        take(OBJECT);
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            take(MEMBER + STRING + 2L * name.length());
            parser.nextToken();
            members.put(name, value());
        }
        return Collections.unmodifiableMap(members);
    }
}
