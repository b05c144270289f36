package dev.stencil.adapter.http.front;

import dev.stencil.core.domain.Failure;
import io.undertow.util.StatusCodes;
import java.util.LinkedHashMap;
import java.util.Map;

/** RFC 9457, for everything outside the original's routes. */
public final class ProblemDetails implements Dialect {
    private static final String MEDIA_TYPE = "application/problem+json";

    @Override
    public HttpProblem problem(Failure failure) {
        return switch (failure) {
            case Failure.Invalid invalid -> HttpProblem.invalid(invalid);
            case Failure.TooLarge large -> HttpProblem.bodyTooLarge(large.limit());
            case Failure.Unauthenticated unauthenticated ->
                new HttpProblem(
                        401,
                        "unauthenticated",
                        "The credentials are missing or not valid",
                        Map.of("WWW-Authenticate", "Bearer realm=\"stencil\""));
            case Failure.NotFound notFound -> HttpProblem.notFound();
            case Failure.Conflict conflict -> new HttpProblem(409, "conflict", "It exists already");
            case Failure.QuotaExceeded quota ->
                new HttpProblem(403, "quota_exceeded", "There may be " + quota.limit() + " templates, and there are");
            case Failure.StaleVersion stale ->
                new HttpProblem(412, "stale_version", "It has changed: it is version " + stale.current() + " now");
            case Failure.TooManyAttempts attempts -> HttpProblem.tooManyAttempts(attempts.retryAfter());
            case Failure.Unavailable unavailable -> HttpProblem.unavailable(unavailable.retryAfter());
        };
    }

    @Override
    public Answer answer(HttpProblem problem, String requestId) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("type", "about:blank");
        details.put("title", StatusCodes.getReason(problem.status()));
        details.put("status", problem.status());
        details.put("detail", problem.message());
        details.put("code", problem.code());
        details.put("request_id", requestId);
        return Answer.of(problem.status(), MEDIA_TYPE, Json.write(details)).with(problem.headers());
    }
}
