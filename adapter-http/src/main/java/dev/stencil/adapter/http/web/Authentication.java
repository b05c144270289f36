package dev.stencil.adapter.http.web;

import dev.stencil.adapter.http.transport.Answer;
import dev.stencil.core.usecase.Authenticate;
import dev.stencil.core.usecase.Caller;

/**
 * Authentication of requests by their access token. The token is checked before anything else, so that nobody without one
 * learns what is wrong with the rest of the request.
 */
public record Authentication(Authenticate authenticate) {
    /** One method of one route that only a caller with an access token may use. */
    @FunctionalInterface
    public interface Action {
        Answer answer(Request request, Caller caller);
    }

    /** The endpoint of such a method; after the token, Accept and the query are checked. */
    public Endpoint endpoint(Action action) {
        return request -> {
            Caller caller = caller(request, BearerToken.of(request));
            request.checkAcceptAndQuery();
            return action.answer(request, caller).with("Vary", request.tokenHeader());
        };
    }

    /** The same as the original had it: the scheme in its exact case, any Accept and any query. */
    public Endpoint originalEndpoint(Action action) {
        return request -> action.answer(request, caller(request, BearerToken.ofExactScheme(request)));
    }

    private Caller caller(Request request, String token) {
        Caller caller = authenticate.caller(token, request.client());
        request.isOf(caller.id());
        return caller;
    }
}
