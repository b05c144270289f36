package dev.stencil.adapter.http.description;

import dev.stencil.adapter.http.transport.Answer;
import dev.stencil.adapter.http.web.Route;
import java.util.List;

/** Routes of the OpenAPI description and of a page that shows it with Swagger UI, loading nothing from other hosts. */
public final class DescriptionRoutes {
    private static final String POLICY = "Content-Security-Policy";
    private static final String PAGE_POLICY = "default-src 'self'; img-src 'self' data:; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private DescriptionRoutes() {}

    public static List<Route> of() {
        Resource page = Resource.ours("docs.html", "text/html; charset=utf-8");
        return List.of(
                Route.at("/openapi.json").on("GET", request -> Description.of(request).answer(request)),
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
}
