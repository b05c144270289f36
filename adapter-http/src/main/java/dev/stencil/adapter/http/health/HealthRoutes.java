package dev.stencil.adapter.http.health;

import dev.stencil.adapter.http.front.Json;
import dev.stencil.adapter.http.front.Answer;
import dev.stencil.adapter.http.front.Dialect;
import dev.stencil.adapter.http.front.HttpProblem;
import dev.stencil.adapter.http.front.ProblemDetails;
import dev.stencil.adapter.http.front.Route;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Whether the process lives, and whether it can do its work. */
public final class HealthRoutes {
    private HealthRoutes() {}

    public static List<Route> of(BooleanSupplier ready) {
        Dialect dialect = new ProblemDetails();
        return List.of(
                Route.immediate("/health/live", dialect, request -> up()),
                Route.immediate("/health/ready", dialect, request -> {
                    if (ready.getAsBoolean()) {
                        return up();
                    }
                    throw HttpProblem.unavailable(Duration.ofSeconds(1));
                }));
    }

    private static Answer up() {
        return Json.answer(200, Map.of("status", "up"));
    }
}
