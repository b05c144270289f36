package dev.stencil.example.spring;

import dev.stencil.core.domain.Failure;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice
class Failures {
    @ExceptionHandler
    ProblemDetail answer(Failure failure) {
        return ProblemDetail.forStatusAndDetail(HttpStatusCode.valueOf(statusOf(failure)), failure.getMessage());
    }

    /** Has no {@code default}: a kind of failure that a later version adds does not compile until it has a status. */
    static int statusOf(Failure failure) {
        return switch (failure) {
            case Failure.Invalid invalid -> 400;
            case Failure.Unauthenticated unauthenticated -> 401;
            case Failure.AccountDisabled disabled -> 403;
            case Failure.Forbidden forbidden -> 403;
            case Failure.LastAdmin last -> 409;
            case Failure.NotFound notFound -> 404;
            case Failure.Conflict conflict -> 409;
            case Failure.StaleVersion stale -> 412;
            case Failure.QuotaExceeded quota -> 403;
            case Failure.TooLarge tooLarge -> 413;
            case Failure.TooManyAttempts tooManyAttempts -> 429;
            case Failure.Unavailable unavailable -> 503;
        };
    }
}
