package dev.stencil.adapter.http.description;

import dev.stencil.adapter.http.transport.Answer;
import dev.stencil.adapter.http.web.Authentication;
import dev.stencil.adapter.http.web.Request;
import dev.stencil.adapter.http.web.Route;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Routes of the OpenAPI description and of a page that shows it with Swagger UI, loading nothing from other hosts. */
public final class DescriptionRoutes {
    private static final String POLICY = "Content-Security-Policy";
    private static final String PAGE_POLICY = "default-src 'self'; img-src 'self' data:; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final String JSON = "application/json";
    private static final Resource DESCRIPTION = Resource.ours("openapi.json", JSON);

    private DescriptionRoutes() {}

    public static List<Route> of() {
        Resource page = Resource.ours("docs.html", "text/html; charset=utf-8");
        return List.of(
                Route.at("/openapi.json").on("GET", request -> description(request).answer(request)),
                Route.at("/docs").on("GET", request -> page.answer(request).with(POLICY, PAGE_POLICY)),
                Route.at("/docs/").on("GET", request -> Answer.text(308, "text/plain", "").with("Location", "/docs")),
                route("/docs/api.md", Resource.ours("api.md", "text/markdown; charset=utf-8")),
                route("/docs/docs.js", Resource.ours("docs.js", "text/javascript; charset=utf-8")),
                route("/docs/swagger-ui-bundle.js",
                        Resource.swaggerUi("swagger-ui-bundle.js", "text/javascript; charset=utf-8")),
                route("/docs/swagger-ui.css", Resource.swaggerUi("swagger-ui.css", "text/css; charset=utf-8")),
                route("/docs/favicon-32x32.png", Resource.swaggerUi("favicon-32x32.png", "image/png")));
    }

    private static Route route(String path, Resource resource) {
        return Route.at(path).on("GET", resource::answer);
    }

    /** The description, adapted to the base path and the token header that an operator has set. */
    private static Resource description(Request request) {
        boolean usualHeader = request.tokenHeader().equals(Authentication.AUTHORIZATION);
        if (request.basePath().isEmpty() && usualHeader) {
            return DESCRIPTION;
        }
        JsonNode description = JsonMapper.shared().readTree(DESCRIPTION.open());
        if (!request.basePath().isEmpty()) {
            object(description, "/servers/0").put("url", request.basePath());
        }
        if (!usualHeader) {
            ObjectNode scheme = object(description, "/components/securitySchemes/bearer");
            scheme.remove(List.of("scheme", "bearerFormat"));
            scheme.put("type", "apiKey").put("in", "header").put("name", request.tokenHeader());
            object(description, "/components/headers/Vary").put("example", request.tokenHeader());
            object(description, "/components/headers/Vary/schema")
                    .put("pattern", "(^|, )" + request.tokenHeader() + "(,|$)");
        }
        return Resource.made(JsonMapper.shared().writeValueAsBytes(description), JSON);
    }

    private static ObjectNode object(JsonNode description, String pointer) {
        return (ObjectNode) description.at(pointer);
    }
}
