package dev.stencil.adapter.http.original;

import dev.stencil.adapter.http.transport.Answer;
import dev.stencil.adapter.http.transport.ErrorCode;
import dev.stencil.adapter.http.transport.HttpProblem;
import dev.stencil.adapter.http.web.Dialect;
import dev.stencil.adapter.http.web.Json;
import dev.stencil.adapter.http.web.ProblemDetails;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Failure.Unauthenticated.Reason;
import java.util.Map;

/**
 * Dialect of the original: {@code {"msg": ...}} in its words and its spelling.
 *
 * @param conflictStatus of the answer to a conflict
 * @param conflictMessage of that answer
 */
record OriginalDialect(int conflictStatus, String conflictMessage) implements Dialect {
    private static final Dialect PROBLEM_DETAILS = new ProblemDetails();

    @Override
    public Answer answer(HttpProblem problem, String requestId) {
        return Json.answer(problem.status(), Map.of("msg", problem.message())).with(problem.headers());
    }

    /**
     * The same for clients that ask for problem details (RFC 9457). It reveals no more than the original did: not the
     * id of the account that has a name, and not whether name or password is wrong.
     */
    Dialect inProblemDetails() {
        return new Dialect() {
            @Override
            public HttpProblem problem(Failure failure, String tokenHeader) {
                return OriginalDialect.this.problem(failure, tokenHeader);
            }

            @Override
            public Answer answer(HttpProblem problem, String requestId) {
                return PROBLEM_DETAILS.answer(problem, requestId);
            }
        };
    }

    @Override
    public HttpProblem problem(Failure failure, String tokenHeader) {
        return switch (failure) {
            case Failure.TooLarge large ->
                new HttpProblem(ErrorCode.TOO_LARGE, "template is larger than " + large.limit() + " bytes");
            case Failure.Unauthenticated unauthenticated -> unauthenticated(unauthenticated.reason(), tokenHeader);
            case Failure.AccountDisabled disabled -> new HttpProblem(ErrorCode.ACCOUNT_DISABLED, "Account disabled");
            case Failure.NotFound notFound ->
                new HttpProblem(ErrorCode.NOT_FOUND, "Template not exists on your profile");
            case Failure.Conflict conflict -> new HttpProblem(ErrorCode.CONFLICT, conflictMessage).as(conflictStatus);
            case Failure.Invalid invalid -> HttpProblem.invalid(invalid);
            case Failure.Forbidden forbidden -> PROBLEM_DETAILS.problem(forbidden, tokenHeader);
            case Failure.LastAdmin last -> PROBLEM_DETAILS.problem(last, tokenHeader);
            case Failure.QuotaExceeded quota -> PROBLEM_DETAILS.problem(quota, tokenHeader);
            case Failure.StaleVersion stale -> PROBLEM_DETAILS.problem(stale, tokenHeader);
            case Failure.TooManyAttempts attempts -> PROBLEM_DETAILS.problem(attempts, tokenHeader);
            case Failure.Unavailable unavailable -> PROBLEM_DETAILS.problem(unavailable, tokenHeader);
        };
    }

    private static HttpProblem unauthenticated(Reason reason, String header) {
        return switch (reason) {
            case CREDENTIALS -> HttpProblem.ofToken(
                    ErrorCode.WRONG_CREDENTIALS, "The username or password is incorrect");
            case MISSING -> noToken("Missing " + header + " Header");
            case SCHEME -> noToken("Missing 'Bearer' type in '" + header + "' header. Expected '" + header
                    + ": Bearer <JWT>'");
            case HEADER -> HttpProblem.ofToken(ErrorCode.INVALID_REQUEST,
                    "Bad " + header + " header. Expected '" + header + ": Bearer <JWT>'").as(422);
            case SEGMENTS -> badToken(422, "Not enough segments");
            case MALFORMED, LIFETIME -> badToken(422, "Invalid token");
            case SIGNATURE -> badToken(422, "Signature verification failed");
            case ALGORITHM -> badToken(422, "The specified alg value is not allowed");
            case EXPIRED -> badToken(401, "Token has expired");
            case NOT_YET_VALID -> badToken(422, "The token is not yet valid (nbf)");
            case ISSUED_IN_FUTURE -> badToken(422, "The token is not yet valid (iat)");
            case WRONG_TYPE -> badToken(422, "Only non-refresh tokens are allowed");
            case NO_SUBJECT -> badToken(422, "Missing claim: sub");
            case REVOKED -> badToken(401, "Token has been revoked");
            case UNKNOWN_USER -> badToken(404, "Access Token Expired");
        };
    }

    private static HttpProblem noToken(String message) {
        return HttpProblem.ofToken(ErrorCode.UNAUTHENTICATED, message);
    }

    private static HttpProblem badToken(int status, String message) {
        return HttpProblem.ofToken(ErrorCode.INVALID_TOKEN, message).as(status);
    }
}
