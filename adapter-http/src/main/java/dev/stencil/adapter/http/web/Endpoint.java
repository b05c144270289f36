package dev.stencil.adapter.http.web;

import dev.stencil.adapter.http.transport.Answer;
import dev.stencil.adapter.http.transport.HttpProblem;

/** One method of one route. Runs on a worker thread and may block. */
@FunctionalInterface
public interface Endpoint {
    /**
     * @throws dev.stencil.core.domain.Failure to be answered in the dialect of the route
     * @throws HttpProblem likewise
     */
    Answer answer(Request request);
}
