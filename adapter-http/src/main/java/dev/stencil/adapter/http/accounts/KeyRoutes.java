package dev.stencil.adapter.http.accounts;

import dev.stencil.adapter.http.transport.Answer;
import dev.stencil.adapter.http.web.ProblemDetails;
import dev.stencil.adapter.http.web.Route;
import java.util.List;
import java.util.function.Supplier;

/** Route of the JSON Web Key Set, with which other services verify access tokens by themselves. */
public final class KeyRoutes {
    /** RFC 7517, 8.5.2. */
    private static final String JWK_SET = "application/jwk-set+json";

    private KeyRoutes() {}

    /** A key is to be known everywhere soon after it was added: caches may keep the set for a minute. */
    public static List<Route> of(Supplier<String> keys) {
        return List.of(Route.immediate("/.well-known/jwks.json", new ProblemDetails(),
                request -> Answer.text(200, JWK_SET, keys.get()).with("Cache-Control", "max-age=60")));
    }
}
