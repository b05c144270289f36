package dev.stencil.adapter.http.transport;

import dev.stencil.core.domain.Failure;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Error answer as an exception: an error that HTTP or this adapter finds, or a failure of the core. */
public final class HttpProblem extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;
    private final transient Map<String, String> headers;
    private final transient Map<String, Object> members;

    private HttpProblem(
            int status, String code, String message, Map<String, String> headers, Map<String, Object> members) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.headers = headers;
        this.members = members;
    }

    /**
     * @param message a sentence for people
     * @param headers that go with the answer
     */
    public HttpProblem(ErrorCode code, String message, Map<String, String> headers) {
        this(code.status(), code.text(), message, headers, Map.of());
    }

    public HttpProblem(ErrorCode code, String message) {
        this(code, message, Map.of());
    }

    /** The same with another status, where the original had another. */
    public HttpProblem as(int other) {
        return new HttpProblem(other, code, message(), headers, members);
    }

    /** The same with an extension member (RFC 9457, 3.2), where the dialect shows such. */
    public HttpProblem with(String member, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new HttpProblem(status, code, message(), headers, more);
    }

    /**
     * One fault in the input.
     *
     * @param in {@code pointer} if {@code where} is a JSON pointer (RFC 6901) into the body, {@code parameter} if it is
     *     the name of a query parameter
     * @param code a stable snake_case word for programs
     * @param message an English predicate
     */
    public record Invalid(String in, String where, String code, String message) {
        public static Invalid member(Failure.Invalid invalid) {
            return new Invalid("pointer", invalid.pointer(), invalid.code(), invalid.message());
        }

        public static Invalid parameter(String name, ErrorCode code, String message) {
            return new Invalid("parameter", name, code.text(), message);
        }

        private String sentence() {
            String subject = where.startsWith("/") ? where.substring(1) : where;
            return (subject.isEmpty() ? "The body" : subject) + ' ' + message;
        }

        private Map<String, String> asMembers() {
            Map<String, String> members = new LinkedHashMap<>();
            members.put(in, where);
            members.put("code", code);
            members.put("detail", message);
            return members;
        }
    }

    /** Throws 400, if there is anything, with the message of the first. */
    public static void throwIfAny(List<Invalid> invalid) {
        if (!invalid.isEmpty()) {
            throw invalid(invalid, 0);
        }
    }

    /** @param more how many things are wrong beyond those of the list */
    public static HttpProblem invalid(List<Invalid> invalid, long more) {
        Invalid first = invalid.getFirst();
        HttpProblem problem = new HttpProblem(400, first.code(), first.sentence(), Map.of(), Map.of())
                .with("errors", invalid.stream().map(Invalid::asMembers).toList());
        return more == 0 ? problem : problem.with("more_errors", more);
    }

    public static HttpProblem invalid(Failure.Invalid invalid) {
        return invalid(List.of(Invalid.member(invalid)), 0);
    }

    public static HttpProblem invalidParameter(String name, ErrorCode code, String message) {
        return invalid(List.of(Invalid.parameter(name, code, message)), 0);
    }

    /** A token that is missing or wrong. Whoever shows one is told the error in the challenge, too (RFC 6750, 3.1). */
    public static HttpProblem ofToken(ErrorCode code, String message) {
        boolean isShown = code == ErrorCode.INVALID_TOKEN || code == ErrorCode.INVALID_REQUEST;
        String error = isShown ? ", error=\"" + code.text() + '"' : "";
        return new HttpProblem(code, message, Map.of("WWW-Authenticate", "Bearer realm=\"stencil\"" + error));
    }

    public static HttpProblem notFound() {
        return new HttpProblem(ErrorCode.NOT_FOUND, "There is nothing at this address");
    }

    static HttpProblem bodyTooLarge(long limit) {
        return new HttpProblem(ErrorCode.BODY_TOO_LARGE, "The body is larger than " + limit + " bytes");
    }

    /** 413 for a body that is small enough, but whose values take too much memory. */
    public static HttpProblem tooMuchHeap() {
        return new HttpProblem(ErrorCode.BODY_TOO_LARGE, "The body has more values than there is memory for");
    }

    public static HttpProblem unsupportedMediaType(String wanted, Map<String, String> headers) {
        return new HttpProblem(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "The Content-Type must be " + wanted, headers);
    }

    /** 503 for a moment. */
    public static HttpProblem unavailable() {
        return unavailable(Duration.ofSeconds(1));
    }

    public static HttpProblem unavailable(Duration retryAfter) {
        return later(
                ErrorCode.UNAVAILABLE, "The service cannot do this at the moment, please try again", retryAfter);
    }

    /** With Retry-After, in whole seconds (RFC 9110, 10.2.3), never too early. */
    public static HttpProblem later(ErrorCode code, String message, Duration wait) {
        return new HttpProblem(code, message,
                Map.of("Retry-After", Long.toString(Math.max(1, wait.plusMillis(999).toSeconds()))));
    }

    public static HttpProblem internal() {
        return new HttpProblem(ErrorCode.INTERNAL_ERROR, "Something went wrong here; the log has it by the request id");
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public String message() {
        return String.valueOf(getMessage());
    }

    public Map<String, String> headers() {
        return headers;
    }

    public Map<String, Object> members() {
        return members;
    }
}
