package dev.stencil.adapter.mongo.document;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * MongoDB Extended JSON v2 in canonical mode, as plain JSON values: every type that BSON has is told from every other.
 */
public final class ExtendedJson {
    private ExtendedJson() {}

    /** @return of the types that {@code Content.value()} names */
    static @Nullable Object of(BsonValue value) {
        return switch (value.getBsonType()) {
            case NULL -> null;
            case STRING -> value.asString().getValue();
            case BOOLEAN -> value.asBoolean().getValue();
            case INT32 -> Map.of("$numberInt", Integer.toString(value.asInt32().getValue()));
            case INT64 -> number(value.asInt64().getValue());
            case DOUBLE -> Map.of("$numberDouble", Double.toString(value.asDouble().getValue()));
            case DECIMAL128 -> Map.of("$numberDecimal", value.asDecimal128().getValue().toString());
            case DOCUMENT -> object(value.asDocument());
            case ARRAY -> array(value.asArray());
            case OBJECT_ID -> Map.of("$oid", value.asObjectId().getValue().toHexString());
            case DATE_TIME -> Map.of("$date", number(value.asDateTime().getValue()));
            case BINARY -> Map.of("$binary", pair(
                    "base64", Base64.getEncoder().encodeToString(value.asBinary().getData()),
                    "subType", "%02x".formatted(Byte.toUnsignedInt(value.asBinary().getType()))));
            case REGULAR_EXPRESSION -> Map.of("$regularExpression", pair(
                    "pattern", value.asRegularExpression().getPattern(),
                    "options", value.asRegularExpression().getOptions()));
            case TIMESTAMP -> Map.of("$timestamp", pair(
                    "t", Integer.toUnsignedLong(value.asTimestamp().getTime()),
                    "i", Integer.toUnsignedLong(value.asTimestamp().getInc())));
            case SYMBOL -> Map.of("$symbol", value.asSymbol().getSymbol());
            case JAVASCRIPT -> Map.of("$code", value.asJavaScript().getCode());
            case JAVASCRIPT_WITH_SCOPE -> pair(
                    "$code", value.asJavaScriptWithScope().getCode(),
                    "$scope", object(value.asJavaScriptWithScope().getScope()));
            case DB_POINTER -> Map.of("$dbPointer", pair(
                    "$ref", value.asDBPointer().getNamespace(),
                    "$id", Map.of("$oid", value.asDBPointer().getId().toHexString())));
            case UNDEFINED -> Map.of("$undefined", true);
            case MIN_KEY -> Map.of("$minKey", 1L);
            case MAX_KEY -> Map.of("$maxKey", 1L);
            case END_OF_DOCUMENT -> throw new IllegalArgumentException("the end of a document is no value");
        };
    }

    /**
     * The value that {@link #of} was made of.
     *
     * @param text Extended JSON
     * @throws IllegalArgumentException if it is none
     */
    public static BsonValue parse(String text) {
        return Objects.requireNonNull(BsonDocument.parse("{\"value\":" + text + '}').get("value"), "it was there");
    }

    private static Map<String, Object> number(long number) {
        return Map.of("$numberLong", Long.toString(number));
    }

    private static Map<String, @Nullable Object> object(BsonDocument document) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        document.forEach((name, value) -> members.put(name, of(value)));
        return members;
    }

    private static List<@Nullable Object> array(List<BsonValue> array) {
        List<@Nullable Object> elements = new ArrayList<>();
        array.forEach(value -> elements.add(of(value)));
        return elements;
    }

    /** In this order, which {@code Map.of} does not keep. */
    private static Map<String, @Nullable Object> pair(String one, Object value, String other, Object otherValue) {
        Map<String, @Nullable Object> pair = new LinkedHashMap<>();
        pair.put(one, value);
        pair.put(other, otherValue);
        return pair;
    }
}
