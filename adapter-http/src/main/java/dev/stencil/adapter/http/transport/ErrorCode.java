package dev.stencil.adapter.http.transport;

import dev.stencil.core.domain.Failure;
import java.util.Locale;

/**
 * The codes of errors that HTTP or this adapter finds, each with the status of its answer. Clients depend on them. What
 * the core finds invalid has codes of the core, with 400. A title is missing: a problem of type {@code about:blank} has
 * its status' phrase (RFC 9457, 4.2.1).
 */
public enum ErrorCode {
    BYTE_ORDER_MARK(400),
    EMPTY_BODY(400),
    INVALID_CURSOR(400),
    INVALID_PARAMETER(400),
    INVALID_REQUEST(400),
    INVALID_STATE(400),
    MALFORMED_JSON(400),
    MALFORMED_PATH(400),
    MALFORMED_PRECONDITION(400),
    MALFORMED_REQUEST(400),
    MALFORMED_UTF8(400),
    MISSING(400),
    NOT_AN_OBJECT(400),
    NOT_REMOVABLE(400),
    READ_ONLY(400),
    REPEATED_PARAMETER(400),
    TRANSFER_ENCODING(400),
    UNKNOWN_MEMBER(400),
    UNKNOWN_PARAMETER(400),
    WRONG_TYPE(400),
    INVALID_TOKEN(401),
    UNAUTHENTICATED(401),
    WRONG_CREDENTIALS(401),
    ACCOUNT_DISABLED(403),
    FORBIDDEN(403),
    QUOTA_EXCEEDED(403),
    NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    NOT_ACCEPTABLE(406),
    REQUEST_TIMEOUT(408),
    CONFLICT(409),
    LAST_ADMIN(409),
    STALE_VERSION(412),
    BODY_TOO_LARGE(413),
    TOO_LARGE(413),
    URI_TOO_LONG(414),
    UNSUPPORTED_MEDIA_TYPE(415),
    TOO_MANY_ATTEMPTS(429),
    HEADERS_TOO_LARGE(431),
    INTERNAL_ERROR(500),
    UNAVAILABLE(503),
    UNSUPPORTED_VERSION(505);

    private final int status;
    private final String text = name().toLowerCase(Locale.ROOT);

    ErrorCode(int status) {
        this.status = status;
    }

    int status() {
        return status;
    }

    /** The code as clients see it. */
    public String text() {
        return text;
    }

    /** The failure of a body, or of the member that the pointer (RFC 6901) leads to. */
    public Failure.Invalid at(String pointer, String message) {
        return new Failure.Invalid(pointer, text, message);
    }
}
