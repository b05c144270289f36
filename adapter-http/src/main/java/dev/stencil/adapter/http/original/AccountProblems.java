package dev.stencil.adapter.http.original;

import dev.stencil.adapter.http.transport.Answer;
import dev.stencil.adapter.http.transport.ErrorCode;
import dev.stencil.adapter.http.transport.HttpProblem;
import dev.stencil.adapter.http.web.Dialect;
import dev.stencil.adapter.http.web.ProblemDetails;
import dev.stencil.core.domain.Failure;

/**
 * Dialect of registration and login for clients that ask for problem details (RFC 9457). It reveals no more than the
 * original did: not the id of the account that has a name, and not whether name or password is wrong.
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
