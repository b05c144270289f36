package dev.stencil.bench.bare;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** RFC 7396, where both are objects at the top. */
final class MergePatch {
    private static final JsonMapper JSON = JsonMapper.shared();

    private MergePatch() {}

    static byte[] apply(byte[] patch, byte[] content) {
        return JSON.writeValueAsBytes(merge(JSON.readTree(content), JSON.readTree(patch)));
    }

    private static JsonNode merge(JsonNode target, JsonNode patch) {
        if (!(patch instanceof ObjectNode changes)) {
            return patch;
        }
        ObjectNode merged = target instanceof ObjectNode object ? object : JSON.createObjectNode();
        for (Map.Entry<String, JsonNode> change : changes.properties()) {
            String name = change.getKey();
            if (change.getValue().isNull()) {
                merged.remove(name);
            } else {
                merged.set(name, merge(merged.path(name), change.getValue()));
            }
        }
        return merged;
    }
}
