package dev.stencil.adapter.http.web;

import dev.stencil.adapter.http.transport.Answer;
import dev.stencil.adapter.http.transport.ErrorCode;
import dev.stencil.adapter.http.transport.HttpProblem;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Failure.Unauthenticated.Reason;
import io.undertow.util.StatusCodes;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Dialect of everything outside the original's routes: problem details (RFC 9457).
 *
 * @param parent the path of the collection that has the item which causes a conflict, with a slash at its end
 */
public record ProblemDetails(String parent) implements Dialect {
    static final String MEDIA_TYPE = "application/problem+json";

    /** For routes without conflicts. */
    public ProblemDetails() {
        this("/");
    }

    @Override
    public HttpProblem problem(Failure failure, String tokenHeader) {
        return switch (failure) {
            case Failure.Invalid invalid -> HttpProblem.invalid(invalid);
            case Failure.TooLarge large ->
                new HttpProblem(ErrorCode.TOO_LARGE, "The content is larger than " + large.limit() + " bytes");
            case Failure.Unauthenticated unauthenticated -> unauthenticated(unauthenticated.reason(), tokenHeader);
            case Failure.AccountDisabled disabled ->
                new HttpProblem(ErrorCode.ACCOUNT_DISABLED, "The account is disabled");
            case Failure.Forbidden forbidden ->
                new HttpProblem(ErrorCode.FORBIDDEN, "This account may not do that");
            case Failure.LastAdmin last ->
                new HttpProblem(ErrorCode.LAST_ADMIN, "Nobody else is an administrator");
            case Failure.NotFound notFound -> HttpProblem.notFound();
            case Failure.Conflict conflict ->
                new HttpProblem(ErrorCode.CONFLICT,
                        "It exists already",
                        Map.of("Location", parent + conflict.existing()))
                        .with("id", conflict.existing().hex());
            case Failure.QuotaExceeded quota ->
                new HttpProblem(ErrorCode.QUOTA_EXCEEDED,
                        "You have " + quota.limit() + " templates, as many as you may have");
            case Failure.StaleVersion stale ->
                new HttpProblem(ErrorCode.STALE_VERSION,
                        "It is in another version than you expect",
                        Map.of("ETag", ETags.of(stale.current())));
            case Failure.TooManyAttempts attempts -> HttpProblem.later(
                    ErrorCode.TOO_MANY_ATTEMPTS, "Too many attempts, please try again later", attempts.retryAfter());
            case Failure.Unavailable unavailable when unavailable.isDamage() -> HttpProblem.internal();
            case Failure.Unavailable unavailable -> HttpProblem.unavailable(unavailable.retryAfter());
        };
    }

    private static HttpProblem unauthenticated(Reason reason, String tokenHeader) {
        return switch (reason) {
            case CREDENTIALS -> HttpProblem.ofToken(ErrorCode.WRONG_CREDENTIALS, "The password is wrong");
            case MISSING, SCHEME -> HttpProblem.ofToken(
                    ErrorCode.UNAUTHENTICATED, "Send a token: " + tokenHeader + ": Bearer <token>");
            case EXPIRED -> HttpProblem.ofToken(ErrorCode.INVALID_TOKEN, "The token has expired");
            case REVOKED -> HttpProblem.ofToken(ErrorCode.INVALID_TOKEN, "The session has ended");
            case UNKNOWN_USER ->
                HttpProblem.ofToken(ErrorCode.INVALID_TOKEN, "The account of the token does not exist");
            case HEADER, SEGMENTS, MALFORMED, LIFETIME, SIGNATURE, ALGORITHM, NOT_YET_VALID, ISSUED_IN_FUTURE,
                    WRONG_TYPE, NO_SUBJECT ->
                HttpProblem.ofToken(ErrorCode.INVALID_TOKEN, "The token is not valid");
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
        details.putAll(problem.members());
        return Answer.of(problem.status(), MEDIA_TYPE, Json.write(details)).with(problem.headers());
    }
}
