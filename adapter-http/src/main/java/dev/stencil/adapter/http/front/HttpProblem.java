package dev.stencil.adapter.http.front;

import dev.stencil.core.domain.Failure;
import java.time.Duration;
import java.util.Map;

/** A request that goes wrong for a reason of HTTP, or a failure of the core translated to HTTP. */
public final class HttpProblem extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;
    private final transient Map<String, String> headers;

    /**
     * @param code a stable snake_case word for programs
     * @param message a sentence for people
     * @param headers that go with the answer
     */
    public HttpProblem(int status, String code, String message, Map<String, String> headers) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.headers = headers;
    }

    public HttpProblem(int status, String code, String message) {
        this(status, code, message, Map.of());
    }

    static HttpProblem notFound() {
        return new HttpProblem(404, "not_found", "There is nothing at this address");
    }

    static HttpProblem methodNotAllowed(String allow) {
        return new HttpProblem(405, "method_not_allowed", "This address takes " + allow, Map.of("Allow", allow));
    }

    static HttpProblem bodyTooLarge(long limit) {
        return new HttpProblem(413, "body_too_large", "The body is larger than " + limit + " bytes");
    }

    static HttpProblem unsupportedMediaType() {
        return new HttpProblem(415, "unsupported_media_type", "The Content-Type must be application/json");
    }

    /** The sentence names the offending member, if there is one. */
    public static HttpProblem invalid(Failure.Invalid invalid) {
        String what = invalid.pointer().isEmpty() ? "The body" : invalid.pointer().substring(1);
        return new HttpProblem(400, invalid.code(), what + " " + invalid.message());
    }

    public static HttpProblem tooManyAttempts(Duration retryAfter) {
        return new HttpProblem(
                429, "too_many_attempts", "Too many failed attempts, please try again later", after(retryAfter));
    }

    public static HttpProblem unavailable(Duration retryAfter) {
        return new HttpProblem(
                503, "unavailable", "The service cannot do this at the moment, please try again", after(retryAfter));
    }

    /** Whole seconds (RFC 9110, 10.2.3), never too early. */
    private static Map<String, String> after(Duration wait) {
        return Map.of("Retry-After", Long.toString(Math.max(1, wait.plusMillis(999).toSeconds())));
    }

    static HttpProblem internal() {
        return new HttpProblem(500, "internal_error", "Something went wrong here; the log has it by the request id");
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
}
