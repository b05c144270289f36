package dev.stencil.adapter.http.web;

import dev.stencil.adapter.http.transport.Answer;
import dev.stencil.core.usecase.Authenticate;
import dev.stencil.core.usecase.Caller;
import java.util.Map;

/** What somebody does who has shown a token, outside the original's routes. */
@FunctionalInterface
public interface SignedIn {
    Answer answer(Request request, Caller caller);

    /** The token comes before all else: who may not ask is not told what was wrong with the question. */
    static Endpoint endpoint(Authenticate authenticate, SignedIn action) {
        return request -> {
            Caller caller = authenticate.caller(BearerToken.of(request), request.client());
            request.isOf(caller.id());
            request.requireAcceptsJson();
            return action.answer(request, caller).with(Map.of("Vary", request.tokenHeader()));
        };
    }
}
