package dev.stencil.adapter.http.web;

import dev.stencil.adapter.http.transport.ErrorCode;
import dev.stencil.adapter.http.transport.HttpProblem;
import dev.stencil.core.domain.Failure;
import java.io.Reader;
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
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reader of one JSON text into plain values. What the values take on the heap is taken from a budget before they are
 * made, and a value that is larger than it may be is not read to its end.
 */
final class JsonReader {
    /** The levels of JSON that are read: those of a value that is only sought, and its envelope. */
    private static final int MAX_DEPTH = 102;
    /** The longest number that is read, in characters. */
    private static final int MAX_NUMBER = 40;

    /** Of a body, as long as it is worked on: its text, and the texts that are made of its values. */
    static final int HEAP_OF_A_BYTE = 3;

    // About what values take with references of 4 bytes and headers of 12.
    private static final int PLACE = 8;
    private static final int NUMBER = 24;
    private static final int STRING = 56;
    private static final int MEMBER = 48;
    private static final int ONE_ELEMENT = 24;
    private static final int ELEMENTS = 128;
    private static final int ONE_MEMBER = 48;
    private static final int MEMBERS = 184;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH + 1)
                    .maxNumberLength(MAX_NUMBER)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            // A table of the names seen so far, which refuses names that were chosen to collide in it.
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .build();

    private final JsonParser parser;
    private final Map<String, Integer> sizes;
    private final HeapBudget.Share heap;
    private int depth;
    /** Of the member that is read: how many bytes it has at least, and may have at most. */
    private long size;
    private long limit = Long.MAX_VALUE;

    /** How many more values there may be. */
    private long values;

    private JsonReader(JsonParser parser, Map<String, Integer> sizes, long values, HeapBudget.Share heap) {
        this.values = values;
        this.parser = parser;
        this.sizes = sizes;
        this.heap = heap;
    }

    /** See {@link Json#read}. */
    static @Nullable Object read(Reader text, Map<String, Integer> sizes, long values, HeapBudget.Share heap) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            return new JsonReader(parser, sizes, values, heap).whole();
        } catch (JacksonIOException e) {
            throw ErrorCode.MALFORMED_UTF8.at("", "is not valid UTF-8");
        } catch (JacksonException e) {
            // What the parser says may quote the body.
            throw malformed("is not valid JSON", e.getLocation());
        }
    }

    private @Nullable Object whole() {
        try {
            if (parser.nextToken() == null) {
                throw ErrorCode.EMPTY_BODY.at("", "is empty");
            }
            Object value = value();
            if (parser.nextToken() != null) {
                throw malformed("is not valid JSON", parser.currentTokenLocation());
            }
            return value;
        } catch (StreamConstraintsException e) {
            throw malformed("has a number of more than " + MAX_NUMBER + " characters",
                    parser.currentLocation());
        }
    }

    private @Nullable Object value() {
        if (--values < 0) {
            throw HttpProblem.tooMuchHeap();
        }
        take(1, PLACE);
        return switch (parser.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_STRING -> string();
            case VALUE_NUMBER_INT -> integer();
            case VALUE_NUMBER_FLOAT -> {
                take(0, NUMBER);
                yield parser.getDoubleValue();
            }
            case START_ARRAY -> array();
            case START_OBJECT -> object();
            case null, default -> throw malformed("is not valid JSON", parser.currentLocation());
        };
    }

    private String string() {
        int length = parser.getStringLength();
        take(length + 1L, STRING + 2L * length);
        return parser.getString();
    }

    private Number integer() {
        take(0, NUMBER);
        Number number = parser.getNumberValue();
        return number instanceof Integer ? Long.valueOf(number.longValue()) : number;
    }

    private List<@Nullable Object> array() {
        enter();
        List<@Nullable Object> elements = List.of();
        for (int count = 0; parser.nextToken() != JsonToken.END_ARRAY; count++) {
            take(1, count == 0 ? ONE_ELEMENT : 0);
            if (count == 0) {
                elements = Collections.singletonList(value());
            } else {
                if (count == 1) {
                    take(0, ELEMENTS);
                    elements = new ArrayList<>(elements);
                }
                elements.add(value());
            }
        }
        depth--;
        return elements.size() > 1 ? Collections.unmodifiableList(elements) : elements;
    }

    private Map<String, @Nullable Object> object() {
        enter();
        Map<String, @Nullable Object> members = Map.of();
        for (int count = 0; parser.nextToken() != JsonToken.END_OBJECT; count++) {
            String name = name();
            if (members.containsKey(name)) {
                throw malformed("has a member twice", parser.currentTokenLocation());
            }
            parser.nextToken();
            take(2, count == 0 ? ONE_MEMBER : MEMBER);
            if (count == 0) {
                members = Collections.singletonMap(name, member(name));
            } else {
                if (count == 1) {
                    take(0, MEMBERS);
                    members = new LinkedHashMap<>(members);
                }
                members.put(name, member(name));
            }
        }
        depth--;
        return members.size() > 1 ? Collections.unmodifiableMap(members) : members;
    }

    private String name() {
        String name = parser.currentName();
        take(name.length() + 2L, STRING + 2L * name.length());
        return name;
    }

    private @Nullable Object member(String name) {
        Integer most = depth == 1 ? sizes.get(name) : null;
        if (most == null) {
            return value();
        }
        size = 0;
        limit = most;
        Object value = value();
        limit = Long.MAX_VALUE;
        return value;
    }

    private void enter() {
        if (++depth > MAX_DEPTH) {
            throw malformed("is nested more than " + MAX_DEPTH + " levels deep",
                    parser.currentTokenLocation());
        }
    }

    /** @param bytes of compact JSON, at least: the exact number is known once all of it is read */
    private void take(long bytes, long estimate) {
        size += bytes;
        if (size > limit) {
            throw new Failure.TooLarge(limit);
        }
        heap.take(estimate);
    }

    private static Failure.Invalid malformed(String what, @Nullable TokenStreamLocation at) {
        String where = at == null ? "" : ": line " + at.getLineNr() + ", column " + at.getColumnNr();
        return ErrorCode.MALFORMED_JSON.at("", what + where);
    }
}
