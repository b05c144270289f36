package dev.stencil.core.domain;

import java.util.Optional;

/**
 * The identity of a session: an {@link Id} for those that are kept. A token of the original system belongs to no
 * session; it stands for one of its own, which is named after its {@code jti}.
 *
 * @param text 24 hexadecimal digits, or {@code jti:} and 64 of them, being a SHA-256: of a fixed length, whatever was
 *     in the token
 */
public record SessionId(String text) {
    private static final String TOKEN = "jti:";

    public static SessionId of(Id id) {
        return new SessionId(id.hex());
    }

    /** @param jti any text (RFC 7519, 4.1.7) */
    public static SessionId ofToken(String jti) {
        return new SessionId(TOKEN + Sha256.hex(jti));
    }

    /** The id, if the session is one that is kept. */
    public Optional<Id> id() {
        return Id.parse(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
