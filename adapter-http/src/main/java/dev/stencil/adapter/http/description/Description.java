package dev.stencil.adapter.http.description;

import dev.stencil.adapter.http.web.Authentication;
import dev.stencil.adapter.http.web.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI description, adapted to the base path and the token header that an operator has set. */
final class Description {
    private static final String JSON = "application/json";
    private static final Resource AS_WRITTEN = Resource.ours("openapi.json", JSON);

    private Description() {}

    static Resource of(Request request) {
        boolean usualHeader = request.tokenHeader().equals(Authentication.AUTHORIZATION);
        if (request.basePath().isEmpty() && usualHeader) {
            return AS_WRITTEN;
        }
        JsonNode description = read();
        if (!request.basePath().isEmpty()) {
            object(description, "/servers/0").put("url", request.basePath());
        }
        if (!usualHeader) {
            ObjectNode scheme = object(description, "/components/securitySchemes/bearer");
            scheme.remove("scheme");
            scheme.remove("bearerFormat");
            object(description, "/components/headers/Vary").put("example", request.tokenHeader());
            object(description, "/components/headers/Vary/schema")
                    .put("pattern", "(^|, )" + request.tokenHeader() + "(,|$)");
            scheme.put("type", "apiKey").put("in", "header").put("name", request.tokenHeader());
        }
        return Resource.made(JsonMapper.shared().writeValueAsBytes(description), JSON);
    }

    private static JsonNode read() {
        try (InputStream in = AS_WRITTEN.open()) {
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode object(JsonNode description, String pointer) {
        return (ObjectNode) description.at(pointer);
    }
}
