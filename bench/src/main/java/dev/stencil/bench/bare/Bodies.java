package dev.stencil.bench.bare;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stencil.bench.bare.SqliteTemplates.Row;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Bodies of the same form as Stencil's, around JSON as it is stored. */
final class Bodies {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(8192);

    private Bodies() {}

    /** As the original lists templates. */
    static byte[] docs(List<Row> rows, byte[] beforeContent) {
        Bodies body = new Bodies();
        body.write("{\"docs\":[");
        for (int i = 0; i < rows.size(); i++) {
            body.write(i == 0 ? "" : ",");
            body.out.writeBytes(beforeContent);
            body.out.writeBytes(rows.get(i).content());
            body.out.write('}');
        }
        return body.end("]}");
    }

    /** @param candidates one more than fit on the page, if there are more */
    static byte[] page(List<Row> candidates, int limit) {
        boolean more = candidates.size() > limit;
        List<Row> rows = more ? candidates.subList(0, limit) : candidates;
        Bodies body = new Bodies();
        body.write("{\"items\":[");
        for (int i = 0; i < rows.size(); i++) {
            body.write(i == 0 ? "" : ",");
            body.write(rows.get(i));
        }
        return body.end("],\"next_cursor\":" + (more ? '"' + cursor(rows.getLast()) + '"' : "null") + '}');
    }

    private byte[] end(String text) {
        write(text);
        return out.toByteArray();
    }

    private static String cursor(Row last) {
        String place = "1.oldest." + last.created() + '.' + last.id();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(UTF_8));
    }

    static byte[] one(Row row) {
        Bodies body = new Bodies();
        body.write(row);
        return body.end("");
    }

    private void write(Row row) {
        write("{\"id\":\"" + row.id() + "\",\"content\":");
        out.writeBytes(row.content());
        write(",\"version\":" + row.version() + ",\"created_at\":\"" + Instant.ofEpochMilli(row.created())
                + "\",\"updated_at\":\"" + Instant.ofEpochMilli(row.updated()) + "\"}");
    }

    private void write(String text) {
        out.writeBytes(text.getBytes(UTF_8));
    }

    /** Applies a merge patch (RFC 7396) to a content, where both are objects. */
    static byte[] patched(byte[] content, byte[] patch) {
        return JSON.writeValueAsBytes(merged(JSON.readTree(content), JSON.readTree(patch)));
    }

    private static JsonNode merged(JsonNode target, JsonNode patch) {
        if (!(patch instanceof ObjectNode changes)) {
            return patch;
        }
        ObjectNode merged = target instanceof ObjectNode object ? object : JSON.createObjectNode();
        changes.properties().forEach(change -> {
            if (change.getValue().isNull()) {
                merged.remove(change.getKey());
            } else {
                merged.set(change.getKey(), merged(merged.path(change.getKey()), change.getValue()));
            }
        });
        return merged;
    }
}
