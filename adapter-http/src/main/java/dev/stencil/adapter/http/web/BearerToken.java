package dev.stencil.adapter.http.web;

import dev.stencil.adapter.http.transport.ErrorCode;
import dev.stencil.adapter.http.transport.HttpProblem;
import dev.stencil.core.domain.Failure.Unauthenticated;
import dev.stencil.core.domain.Failure.Unauthenticated.Reason;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import java.util.function.Predicate;

/**
 * Access token of a request, from its Authorization header (RFC 6750, 2.1), or from the header that an operator named
 * instead, where the scheme may be left out.
 */
public final class BearerToken {
    /** The header that the token is in unless the operator named another. */
    public static final String AUTHORIZATION = "Authorization";

    private static final String SPACE = " \t\n\013\f\r";

    private BearerToken() {}

    /** The scheme in any case (RFC 9110, 11.1). */
    public static String of(Request request) {
        return of(request, "Bearer"::equalsIgnoreCase);
    }

    /** The scheme in its exact case, as flask-jwt-extended wants it. */
    public static String ofExactScheme(Request request) {
        return of(request, "Bearer"::equals);
    }

    private static String of(Request request, Predicate<String> isBearer) {
        String name = request.tokenHeader();
        List<String> headers = request.headers(name);
        if (headers.size() > 1) {
            throw new HttpProblem(ErrorCode.INVALID_REQUEST,
                    "More than one " + name + " header",
                    Map.of("WWW-Authenticate", "Bearer realm=\"stencil\", error=\"invalid_request\""));
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
