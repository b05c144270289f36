package dev.stencil.adapter.http.web;

import dev.stencil.adapter.http.transport.Answer;
import dev.stencil.adapter.http.transport.HttpProblem;
import dev.stencil.core.domain.Failure;

/** Form and wording of the error answers of a group of routes. */
public interface Dialect {
    /**
     * What a failure of the core means on these routes.
     *
     * @param tokenHeader the name of the header that tokens are in
     */
    HttpProblem problem(Failure failure, String tokenHeader);

    Answer answer(HttpProblem problem, String requestId);
}
