package dev.stencil.adapter.http.original;

import dev.stencil.adapter.http.transport.Answer;
import dev.stencil.adapter.http.transport.ErrorCode;
import dev.stencil.adapter.http.transport.HttpProblem;
import dev.stencil.adapter.http.web.Dialect;
import dev.stencil.adapter.http.web.ProblemDetails;
import dev.stencil.core.domain.Failure;

/**
 * RFC 9457 for registration and login. It says no more than the original did: not the id of who has the name, and not
 * which of name and password is wrong.
 */
record AccountProblems(OriginalDialect original) implements Dialect {
    private static final ProblemDetails DETAILS = new ProblemDetails();

    @Override
    public HttpProblem problem(Failure failure, String tokenHeader) {
        HttpProblem said = original.problem(failure, tokenHeader);
        return failure instanceof Failure.Unauthenticated
                ? new HttpProblem(ErrorCode.WRONG_CREDENTIALS, said.message(), said.headers())
                : said;
    }

    @Override
    public Answer answer(HttpProblem problem, String requestId) {
        return DETAILS.answer(problem, requestId);
    }
}
