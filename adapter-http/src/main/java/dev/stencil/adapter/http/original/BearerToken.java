package dev.stencil.adapter.http.original;

import dev.stencil.adapter.http.front.HttpProblem;
import dev.stencil.adapter.http.front.Request;
import dev.stencil.core.domain.Failure.Unauthenticated;
import dev.stencil.core.domain.Failure.Unauthenticated.Reason;
import java.util.List;
import java.util.Map;

/** Finds the token in the Authorization header the way flask-jwt-extended does: the scheme in its exact case. */
final class BearerToken {
    private BearerToken() {}

    static String of(Request request) {
        List<String> headers = request.headers("Authorization");
        if (headers.size() > 1) {
            throw new HttpProblem(
                    400,
                    "invalid_request",
                    "More than one Authorization header",
                    Map.of("WWW-Authenticate", "Bearer realm=\"stencil\", error=\"invalid_request\""));
        }
        String header = headers.isEmpty() ? "" : headers.getFirst().strip();
        if (header.isEmpty()) {
            throw new Unauthenticated(Reason.MISSING);
        }
        String[] words = header.split("\\s+", -1);
        // A comma begins another scheme's credentials: nobody sends both in good faith.
        if (!words[0].equals("Bearer") || header.contains(",")) {
            throw new Unauthenticated(Reason.SCHEME);
        }
        if (words.length != 2) {
            throw new Unauthenticated(Reason.HEADER);
        }
        return words[1];
    }
}
