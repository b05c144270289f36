package dev.stencil.adapter.http.front;

import dev.stencil.core.domain.Failure;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads JSON strictly (RFC 8259, UTF-8 only, no member twice) and writes it. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Limits.JSON_DEPTH)
                    .maxNumberLength(Limits.JSON_NUMBER)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /** @throws Failure.Invalid with an empty pointer if the bytes are not the JSON that we take */
    static @Nullable Object read(byte[] utf8) {
        String text = decode(utf8);
        if (text.isBlank()) {
            throw new Failure.Invalid("", "empty_body", "is empty");
        }
        try {
            return MAPPER.readValue(text, Object.class);
        } catch (JacksonException e) {
            // What the parser says may quote the body.
            throw new Failure.Invalid("", "malformed_json", "is not valid JSON, too deep, or has a member twice");
        }
    }

    /** Decoded first: a parser of bytes would guess UTF-16 and UTF-32, and skip a byte order mark. */
    private static String decode(byte[] utf8) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
            if (text.startsWith("\ufeff")) {
                throw new Failure.Invalid("", "byte_order_mark", "begins with a byte order mark");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw new Failure.Invalid("", "malformed_utf8", "is not valid UTF-8");
        }
    }

    public static byte[] write(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }
}
