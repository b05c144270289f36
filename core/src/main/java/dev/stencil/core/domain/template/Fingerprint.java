package dev.stencil.core.domain.template;

import dev.stencil.core.domain.Sha256;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Digest of a content: two contents are equal as JSON exactly when their fingerprints are equal. {@code 1} equals
 * {@code 1.0}, the order of members does not matter, 2^53+1 is not 2^53. It is the SHA-256 of a canonical form, kept as
 * {@code 1:<64 lower-case hexadecimal digits>} with the version of that form first.
 *
 * <p>The canonical form, version 1, is the UTF-8 of compact JSON with members sorted by UTF-16 unit. Strings escape
 * only {@code "}, {@code \} and U+0000 to U+001F (as <code>&#92;u00xx</code>). A double d with an integral value and
 * -2^63 &le; d &lt; 2^63 is written as that integer, any other as {@link Double#toString(double)}. (RFC 8785 would make
 * integers beyond 2^53 equal that are not.)
 *
 * @param text the version, a colon, the digits
 */
public record Fingerprint(String text) {
    /** The fingerprint of a plain Java value as {@link Content#value()} describes it. */
    public static Fingerprint of(@Nullable Object value) {
        byte[] canonical = JsonWriter.canonical(value).getBytes(StandardCharsets.UTF_8);
        return new Fingerprint("1:" + Sha256.hex(canonical));
    }

    @Override
    public String toString() {
        return text;
    }
}
