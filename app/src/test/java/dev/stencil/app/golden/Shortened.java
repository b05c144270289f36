package dev.stencil.app.golden;

import dev.stencil.core.domain.Sha256;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Long texts as the recording shows them: how they begin, their length and their SHA-256. */
final class Shortened {
    private static final int SHOWN = 40;
    private static final int LONGEST_IN_ANSWERS = 200;

    private Shortened() {}

    static String text(String text) {
        return text.substring(0, SHOWN) + "...<" + text.length() + " chars, sha256 "
                + Sha256.hex(text).substring(0, 12) + ">";
    }

    /** The value with every long string in it shortened. */
    static JsonNode json(JsonNode value) {
        if (value.isString() && value.asString().length() > LONGEST_IN_ANSWERS) {
            return JsonNodeFactory.instance.stringNode(text(value.asString()));
        }
        if (value.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            value.forEach(element -> array.add(json(element)));
            return array;
        }
        if (value.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            value.properties().forEach(member -> object.set(member.getKey(), json(member.getValue())));
            return object;
        }
        return value;
    }
}
