package dev.stencil.app.golden;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Replay of the recorded requests, in the same order. */
final class Replay {
    private Replay() {}

    /**
     * @param url of a server that holds nothing yet
     * @param secret that it signs with
     */
    static Map<Recorded, Reply> of(List<Recorded> cases, String url, String secret) throws IOException {
        InetSocketAddress server = new InetSocketAddress(URI.create(url).getHost(), URI.create(url).getPort());
        Tokens tokens = new Tokens(cases, secret);
        Map<Recorded, Reply> seen = new LinkedHashMap<>();
        for (Recorded recorded : cases) {
            RawAnswer answer = RawHttp.send(server, recorded.request(tokens::replaceNames));
            tokens.remember(recorded, answer);
            seen.put(recorded, Reply.of(answer));
        }
        return seen;
    }
}
