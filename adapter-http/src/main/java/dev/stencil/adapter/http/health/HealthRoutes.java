package dev.stencil.adapter.http.health;

import dev.stencil.adapter.http.transport.Answer;
import dev.stencil.adapter.http.transport.HttpProblem;
import dev.stencil.adapter.http.web.Json;
import dev.stencil.adapter.http.web.Route;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Routes of the health checks: liveness of the process, and readiness for requests. */
public final class HealthRoutes {
    private HealthRoutes() {}

    public static List<Route> of(BooleanSupplier ready) {
        return List.of(
                Route.immediate("/health/live", request -> up()),
                Route.immediate("/health/ready", request -> {
                    if (ready.getAsBoolean()) {
                        return up();
                    }
                    throw HttpProblem.unavailable();
                }));
    }

    private static Answer up() {
        return Json.answer(200, Map.of("status", "up"));
    }
}
