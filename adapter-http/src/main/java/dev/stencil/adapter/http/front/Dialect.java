package dev.stencil.adapter.http.front;

import dev.stencil.core.domain.Failure;

/** How a group of routes words what goes wrong. */
public interface Dialect {
    /** What a failure of the core means on these routes. */
    HttpProblem problem(Failure failure);

    Answer answer(HttpProblem problem, String requestId);
}
