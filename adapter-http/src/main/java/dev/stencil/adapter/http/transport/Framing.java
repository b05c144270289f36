package dev.stencil.adapter.http.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.net.URLDecoder;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Check of a request's path and Transfer-Encoding, stricter than Undertow's: what servers read differently is refused.
 */
public final class Framing {
    /** Characters that a path cannot have (RFC 3986, 3.3), and {@code ;}, which begins a parameter. */
    private static final Pattern UNFIT = Pattern.compile("[^\\w.~!$&'()*+,=:@/%-]|%(?!\\p{XDigit}{2})");
    private static final Pattern DOTS = Pattern.compile("/\\.{1,2}(/|$)");

    private Framing() {}

    /** @throws HttpProblem if a proxy might take it for another path */
    public static void checkPath(String path) {
        boolean begins = path.startsWith("/") || path.equals("*");
        if (!begins || UNFIT.matcher(path).find() || isMisleading(path)) {
            throw new HttpProblem(ErrorCode.MALFORMED_PATH,
                    "The path has something in it that servers read in different ways: a dot segment, a parameter, or"
                            + " a character that is not percent-encoded as it should be");
        }
    }

    private static boolean isMisleading(String path) {
        if (path.indexOf('%') < 0) {
            return DOTS.matcher(path).find();
        }
        String decoded = URLDecoder.decode(path.replace("+", "%2B"), UTF_8);
        return DOTS.matcher(decoded).find()
                || slashes(decoded) != slashes(path)
                // The last one stands for what is not UTF-8.
                || decoded.chars().anyMatch(c -> Character.isISOControl(c) || c == '\\' || c == 0xfffd);
    }

    private static long slashes(String text) {
        return text.chars().filter(c -> c == '/').count();
    }

    public static void check(HttpServerExchange exchange) {
        @Nullable
        HeaderValues encodings = exchange.getRequestHeaders().get(Headers.TRANSFER_ENCODING);
        if (encodings != null) {
            boolean chunked = encodings.size() == 1 && encodings.getFirst().equalsIgnoreCase("chunked");
            // Chunks are parsed leniently: what two parties read differently must not become a second request.
            exchange.setPersistent(false);
            if (!chunked) {
                throw new HttpProblem(ErrorCode.TRANSFER_ENCODING, "The only Transfer-Encoding is chunked",
                        Map.of("Connection", "close"));
            }
        }
    }

    /**
     * The path as it was sent, below the one that this is mounted at: nothing is decoded or normalised, so no two
     * spellings name one route.
     */
    public static String path(HttpServerExchange exchange) {
        String whole = wholePath(exchange);
        String mounted = exchange.getResolvedPath();
        if (whole.equals(mounted)) {
            return "/";
        }
        // Undertow finds the mount in other spellings as well: no route is there.
        return whole.startsWith(mounted + '/') ? whole.substring(mounted.length()) : whole;
    }

    private static String wholePath(HttpServerExchange exchange) {
        String target = exchange.getRequestURI();
        if (!exchange.isHostIncludedInRequestURI()) {
            return target;
        }
        int path = target.indexOf('/', target.indexOf("://") + 3);
        return path < 0 ? "/" : target.substring(path);
    }
}
