package dev.stencil.adapter.mongo.document;

import dev.stencil.core.domain.template.Content;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.BsonArray;
import org.bson.BsonBinaryReader;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonReader;
import org.bson.BsonString;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

/** The content of a template as BSON, and back. */
public final class BsonContent {
    private BsonContent() {}

    /** Types that BSON has and JSON has not. Stencil makes none of them, but an adopted database may hold some. */
    private static final class NotJson extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotJson() {
            super("no JSON", null, false, false);
        }
    }

    static BsonValue encode(Content content) {
        return content.isOpaque()
                ? ExtendedJson.parse(new String(content.json(), StandardCharsets.UTF_8))
                : encode(content.value());
    }

    private static BsonValue encode(@Nullable Object value) {
        return switch (value) {
            case null -> BsonNull.VALUE;
            case String text -> new BsonString(text);
            case Boolean bool -> BsonBoolean.valueOf(bool);
            case Double number -> new BsonDouble(number);
            case Long number -> integer(number);
            case Map<?, ?> object -> object(object);
            case List<?> array -> new BsonArray(array.stream().map(BsonContent::encode).toList());
            default -> throw new IllegalArgumentException("no JSON value: " + value.getClass().getName());
        };
    }

    /** In 32 bits where they suffice, as the original does: a list of small numbers takes two thirds of the space. */
    private static BsonValue integer(long number) {
        return number == (int) number ? new BsonInt32((int) number) : new BsonInt64(number);
    }

    private static BsonDocument object(Map<?, ?> object) {
        BsonDocument document = new BsonDocument(object.size());
        object.forEach((name, value) -> document.append((String) name, encode(value)));
        return document;
    }

    /**
     * The content that a member is, opaque if JSON cannot express it. What it keeps is text, and the bytes it came in:
     * a tree takes many times as much, and a page of them would be in memory at a time.
     *
     * @throws IllegalStateException if there is no such member
     */
    public static Content decode(RawBsonDocument document, String name) {
        try {
            byte[] json = Content.stored(member(document, name)).json();
            return Content.stored(json, again -> member(document, name));
        } catch (NotJson e) {
            byte[] json = Content.opaque(extended(document, name)).json();
            return Content.opaque(json, again -> extended(document, name));
        }
    }

    private static Object extended(RawBsonDocument document, String name) {
        BsonValue value = Objects.requireNonNull(document.get(name), "it was there");
        return Objects.requireNonNull(ExtendedJson.of(value), "null is JSON");
    }

    /** Read from the bytes in one pass: lists are made of it. */
    private static @Nullable Object member(RawBsonDocument document, String name) {
        try (BsonReader reader = new BsonBinaryReader(document.getByteBuffer().asNIO())) {
            reader.readStartDocument();
            while (reader.readBsonType() != BsonType.END_OF_DOCUMENT) {
                if (reader.readName().equals(name)) {
                    return value(reader);
                }
                reader.skipValue();
            }
        }
        throw new IllegalStateException("a stored document has no " + name);
    }

    private static @Nullable Object value(BsonReader reader) {
        return switch (reader.getCurrentBsonType()) {
            case NULL -> {
                reader.readNull();
                yield null;
            }
            case STRING -> reader.readString();
            case BOOLEAN -> reader.readBoolean();
            case INT32 -> (long) reader.readInt32();
            case INT64 -> reader.readInt64();
            case DOUBLE -> finite(reader.readDouble());
            case DOCUMENT -> object(reader);
            case ARRAY -> array(reader);
            default -> throw new NotJson();
        };
    }

    private static Object object(BsonReader reader) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        reader.readStartDocument();
        while (reader.readBsonType() != BsonType.END_OF_DOCUMENT) {
            members.put(reader.readName(), value(reader));
        }
        reader.readEndDocument();
        return Collections.unmodifiableMap(members);
    }

    private static Object array(BsonReader reader) {
        List<@Nullable Object> elements = new ArrayList<>();
        reader.readStartArray();
        while (reader.readBsonType() != BsonType.END_OF_DOCUMENT) {
            elements.add(value(reader));
        }
        reader.readEndArray();
        return Collections.unmodifiableList(elements);
    }

    private static Object finite(double number) {
        if (!Double.isFinite(number)) {
            throw new NotJson();
        }
        return number;
    }
}
