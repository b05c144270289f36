package dev.stencil.app.golden;

import java.util.List;

/** Requests of the recording as bytes, for tests that vary them. */
public final class RecordedRequests {
    /** Of the longer ones, all that is special is their length. */
    private static final int LONGEST = 64 * 1024;

    private RecordedRequests() {}

    /** @param secret that tokens are signed with, in the names of users that need not exist */
    public static List<byte[]> all(String secret) {
        List<Recorded> cases = Recorded.all();
        Tokens tokens = new Tokens(cases, secret);
        return cases.stream()
                .map(recorded -> recorded.request(tokens::replaceNames))
                .filter(request -> request.length <= LONGEST)
                .toList();
    }
}
