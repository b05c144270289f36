package dev.stencil.adapter.http.transport;

import io.undertow.util.StatusCodes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Parser of a request line and headers beside Undertow's own. It finds what Undertow accepts and should not, and the
 * reason where Undertow refuses a request without naming one.
 */
final class RequestHead {
    private static final Pattern OTHER_VERSION = Pattern.compile(" HTTP/(?!1\\.[01]\r$)\\d+(\\.\\d+)?\r$");

    /** So much is kept of a request line, of which thousands of connections may have 16 KiB each. */
    private static final int KEPT = 128;

    /** The request line with the carriage return at its end; the beginning and the end of a long one. */
    private final StringBuilder firstLine = new StringBuilder(KEPT);
    private int firstLineBytes;
    private int parameters;
    /** Bytes of the empty lines before it. */
    private int skipped;
    private int bytes;
    private int lines;
    private boolean lineIsEmpty = true;
    private boolean folded;
    private boolean complete;

    /**
     * Reads on.
     *
     * @param more moved on beyond the empty lines that come before the request (RFC 9112, 2.2), if they are not too
     *     many
     */
    void read(ByteBuffer more) {
        while (bytes == 0 && skipped < Limits.EMPTY_LINES * 2 && more.hasRemaining()
                && more.get(more.position()) == (skipped % 2 == 0 ? '\r' : '\n')) {
            more.get();
            skipped++;
        }
        for (int i = more.position(); i < more.limit() && !complete; i++) {
            byte c = more.get(i);
            bytes++;
            if (c == '\n') {
                complete = lineIsEmpty;
                lines++;
                lineIsEmpty = true;
            } else {
                folded |= lineIsEmpty && (c == ' ' || c == '\t');
                lineIsEmpty &= c == '\r';
                if (lines == 0) {
                    firstLineBytes++;
                    parameters += c == (parameters == 0 ? '?' : '&') ? 1 : 0;
                    if (firstLine.length() == KEPT) {
                        firstLine.delete(KEPT / 4, KEPT / 2);
                    }
                    firstLine.append((char) (c & 0xff));
                }
            }
        }
    }

    /**
     * Whether it is of a version that we speak, starts at the beginning of a line, and has no line that goes on in the
     * next one (RFC 9112, 5.2).
     */
    boolean isFit() {
        String line = firstLine.toString();
        return !folded && skipped % 2 == 0 && (line.endsWith(" HTTP/1.1\r") || line.endsWith(" HTTP/1.0\r"));
    }

    private HttpProblem problem() {
        if (bytes > Limits.REQUEST_HEAD && firstLineBytes > bytes / 2) {
            return new HttpProblem(ErrorCode.URI_TOO_LONG, "The address is too long");
        }
        if (bytes > Limits.REQUEST_HEAD || lines > Limits.HEADERS + 1) {
            return new HttpProblem(ErrorCode.HEADERS_TOO_LARGE,
                    "There are more than " + Limits.HEADERS + " headers, or more than " + Limits.REQUEST_HEAD
                            + " bytes before the body");
        }
        if (parameters > Limits.QUERY_PARAMETERS) {
            return new HttpProblem(ErrorCode.MALFORMED_REQUEST,
                    "There are more than " + Limits.QUERY_PARAMETERS + " parameters in the query");
        }
        if (OTHER_VERSION.matcher(firstLine).find()) {
            return new HttpProblem(ErrorCode.UNSUPPORTED_VERSION, "This server speaks HTTP/1.1 and HTTP/1.0");
        }
        return new HttpProblem(ErrorCode.MALFORMED_REQUEST, "This is not a request of HTTP/1.1 as it should be");
    }

    /**
     * A whole answer that says what is wrong, after which the connection is closed. What else is read is not looked at.
     *
     * @param refusals makes the answer, with all headers
     */
    ByteBuffer refusal(Function<HttpProblem, Answer> refusals) {
        complete = true;
        Answer answer = refusals.apply(problem());
        String body = StandardCharsets.ISO_8859_1.decode(answer.body().next()).toString();
        StringBuilder text = new StringBuilder("HTTP/1.1 " + answer.status() + ' '
                + StatusCodes.getReason(answer.status()) + "\r\n");
        answer.with(Map.of("Connection", "close", "Content-Length", String.valueOf(body.length()))).headers()
                .forEach((name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
        // An answer to HEAD has no body (RFC 9110, 9.3.2).
        text.append("\r\n").append(firstLine.indexOf("HEAD ") == 0 ? "" : body);
        return StandardCharsets.ISO_8859_1.encode(text.toString());
    }
}
