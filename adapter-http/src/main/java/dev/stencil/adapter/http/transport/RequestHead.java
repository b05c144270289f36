package dev.stencil.adapter.http.transport;

import io.undertow.util.StatusCodes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Parser of a request line and headers beside Undertow's own. It finds what Undertow accepts and should not, and the
 * reason where Undertow refuses a request without naming one.
 */
final class RequestHead {
    private static final Pattern OTHER_VERSION = Pattern.compile(" HTTP/(?!1\\.[01]\r$)\\d+(\\.\\d+)?\r$");
    private static final int TAIL = 16;
    private static final String HEAD = "HEAD ";

    /** The last bytes of the first line, each at its place in the line modulo their number: the version is there. */
    private final byte[] tail = new byte[TAIL];
    private int firstLine;
    private boolean head = true;
    /** Of the empty lines before it. */
    private int skipped;
    private int parameters;
    private int bytes;
    private int lines;
    private boolean lineIsEmpty = true;
    private boolean folded;
    private boolean complete;

    /** Moves on beyond empty lines that come before it (RFC 9112, 2.2), if they are not too many. */
    void skipEmptyLines(ByteBuffer more) {
        while (bytes == 0 && skipped < Limits.EMPTY_LINES * 2 && more.hasRemaining()
                && more.get(more.position()) == (skipped % 2 == 0 ? '\r' : '\n')) {
            more.get();
            skipped++;
        }
    }

    /** Takes note of more of it. */
    void read(ByteBuffer more) {
        while (more.hasRemaining() && !complete) {
            next(more.get());
        }
    }

    private void next(byte c) {
        bytes++;
        if (c == '\n') {
            complete = lineIsEmpty;
            lines++;
            lineIsEmpty = true;
        } else {
            folded |= lineIsEmpty && (c == ' ' || c == '\t');
            lineIsEmpty &= c == '\r';
            if (lines == 0) {
                head &= firstLine >= HEAD.length() || c == HEAD.charAt(firstLine);
                tail[firstLine++ % TAIL] = c;
                parameters += c == (parameters == 0 ? '?' : '&') ? 1 : 0;
            }
        }
    }

    /**
     * Whether it is of a version that we speak, begins at the begin of a line, and has no line that goes on in the next
     * one (RFC 9112, 5.2).
     */
    boolean isFit() {
        String line = endOfFirstLine();
        return !folded && skipped % 2 == 0 && (line.endsWith(" HTTP/1.1\r") || line.endsWith(" HTTP/1.0\r"));
    }

    private String endOfFirstLine() {
        byte[] end = new byte[Math.min(firstLine, TAIL)];
        for (int i = 0; i < end.length; i++) {
            end[i] = tail[(firstLine - end.length + i) % TAIL];
        }
        return new String(end, StandardCharsets.ISO_8859_1);
    }

    private HttpProblem problem() {
        if (bytes > Limits.REQUEST_HEAD && firstLine > bytes / 2) {
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
        if (OTHER_VERSION.matcher(endOfFirstLine()).find()) {
            return new HttpProblem(ErrorCode.UNSUPPORTED_VERSION, "This server speaks HTTP/1.1 and HTTP/1.0");
        }
        return new HttpProblem(ErrorCode.MALFORMED_REQUEST, "This is not a request of HTTP/1.1 as it should be");
    }

    /** Whether the answer has no body (RFC 9110, 9.3.2). */
    private boolean isOfHead() {
        return head && firstLine >= HEAD.length();
    }

    /**
     * A whole answer that says what is wrong, after which the connection is closed.
     *
     * @param refusals words it, with all headers
     */
    byte[] refusal(Function<HttpProblem, Answer> refusals) {
        Answer answer = refusals.apply(problem());
        byte[] body = answer.body().next().array();
        Map<String, String> headers = new TreeMap<>(answer.headers());
        headers.put("Connection", "close");
        headers.put("Content-Length", String.valueOf(body.length));
        StringBuilder head = new StringBuilder("HTTP/1.1 " + answer.status() + ' '
                + StatusCodes.getReason(answer.status()) + "\r\n");
        headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        ByteArrayOutputStream bytesOut = new ByteArrayOutputStream();
        bytesOut.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        bytesOut.writeBytes(isOfHead() ? new byte[0] : body);
        return bytesOut.toByteArray();
    }
}
