package dev.stencil.adapter.http.web;

import dev.stencil.adapter.http.transport.Answer;
import dev.stencil.adapter.http.transport.ErrorCode;
import dev.stencil.adapter.http.transport.HttpProblem;
import dev.stencil.core.domain.Failure.Unauthenticated;
import dev.stencil.core.domain.Failure.Unauthenticated.Reason;
import dev.stencil.core.usecase.Caller;
import java.util.List;
import java.util.StringTokenizer;
import java.util.function.Predicate;

/**
 * Authentication of requests by their access token. The token is checked before anything else, so that nobody without
 * one learns what is wrong with the rest of the request.
 */
public final class Authentication {
    /** The header that the token is in unless the operator named another. */
    public static final String AUTHORIZATION = "Authorization";

    private static final String SPACE = " \t\n\013\f\r";

    /** One method of one route that only a caller with an access token may use. */
    @FunctionalInterface
    public interface Action {
        Answer answer(Request request, Caller caller);
    }

    private Authentication() {}

    /** The endpoint of such a method, which checks Accept and the query after the token. */
    public static Route.Endpoint withToken(Action action) {
        return request -> {
            Caller caller = request.authenticate(token(request, "Bearer"::equalsIgnoreCase));
            request.checkAcceptAndQuery();
            return action.answer(request, caller).with("Vary", request.tokenHeader());
        };
    }

    /** The same with the original's checks: the scheme in its exact case, any Accept and any query. */
    public static Route.Endpoint withTokenAsInTheOriginal(Action action) {
        return request -> action.answer(request, request.authenticate(token(request, "Bearer"::equals)));
    }

    /**
     * The token in the Authorization header (RFC 6750, 2.1), or in the one named instead, where the scheme may be left
     * out.
     */
    private static String token(Request request, Predicate<String> isBearer) {
        String name = request.tokenHeader();
        List<String> headers = request.headers(name);
        if (headers.size() > 1) {
            throw HttpProblem.ofToken(ErrorCode.INVALID_REQUEST, "More than one " + name + " header");
        }
        String header = headers.isEmpty() ? "" : headers.getFirst().strip();
        if (header.isEmpty()) {
            throw new Unauthenticated(Reason.MISSING);
        }
        StringTokenizer words = new StringTokenizer(header, SPACE);
        int count = words.countTokens();
        String first = words.nextToken();
        boolean bare = count == 1 && !name.equals(AUTHORIZATION) && !isBearer.test(first);
        // A comma begins another scheme's credentials: nobody sends both in good faith.
        if (!(bare || isBearer.test(first)) || header.contains(",")) {
            throw new Unauthenticated(Reason.SCHEME);
        }
        if (!bare && count != 2) {
            throw new Unauthenticated(Reason.HEADER);
        }
        return bare ? first : words.nextToken();
    }
}
