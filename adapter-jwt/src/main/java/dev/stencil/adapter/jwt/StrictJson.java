package dev.stencil.adapter.jwt;

import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.MALFORMED;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.stencil.core.domain.Failure.Unauthenticated;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parser of a JSON object. Nimbus' own parser is strict: it refuses a member that the object has twice, deep nesting
 * and everything outside RFC 8259. What it lets pass is refused here: bytes that are not UTF-8, a byte order mark, and
 * {@code null} in place of an object. (Objects within the object may have a member twice; no value of ours is one.)
 */
final class StrictJson {
    private StrictJson() {}

    /** Integers of 64 bits are {@code Long}, all other numbers {@code Double}. */
    static Map<String, @Nullable Object> object(byte[] utf8) {
        try {
            // A new decoder reports what String's constructor would replace.
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
            Map<String, @Nullable Object> object = text.startsWith("\ufeff") ? null : JSONObjectUtils.parse(text);
            if (object != null) {
                return object;
            }
        } catch (CharacterCodingException | ParseException e) {
            // Falls through: neither may be shown, both quote the token.
        }
        throw new Unauthenticated(MALFORMED);
    }
}
