package dev.stencil.adapter.http.web;

import dev.stencil.adapter.http.transport.Answer;
import dev.stencil.adapter.http.transport.ErrorCode;
import dev.stencil.adapter.http.transport.HttpProblem;
import dev.stencil.core.domain.Failure;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Reads JSON strictly (RFC 8259, UTF-8 only, no member twice) and writes it. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    /**
     * @param sizes the most bytes of compact JSON that values of these members may have
     * @param heap takes what the value takes, before it is made
     * @return the types of {@code Content.value()}, unmodifiable all through, or a {@code BigInteger}
     * @throws Failure.Invalid with an empty pointer if the bytes are not the JSON that we take
     * @throws Failure.TooLarge if a value is larger than its size
     * @throws HttpProblem 413 or 503 if there is no room for it
     */
    static @Nullable Object read(byte[] utf8, Map<String, Integer> sizes, HeapBudget.Share heap) {
        return read(utf8, sizes, Long.MAX_VALUE, heap);
    }

    /** The same with a bound on the number of values: more is 413. */
    static @Nullable Object read(byte[] utf8, Map<String, Integer> sizes, long values, HeapBudget.Share heap) {
        heap.take((long) utf8.length * JsonReader.HEAP_OF_A_BYTE);
        String text = decode(utf8);
        if (text.isBlank()) {
            throw ErrorCode.EMPTY_BODY.at("", "is empty");
        }
        return JsonReader.read(text, sizes, values, heap);
    }

    /** Decoded first: a parser of bytes would guess UTF-16 and UTF-32, and skip a byte order mark. */
    private static String decode(byte[] utf8) {
        String text = new String(utf8, StandardCharsets.UTF_8);
        if (text.indexOf('\ufffd') >= 0) {
            checkUtf8(utf8);
        }
        if (text.startsWith("\ufeff")) {
            throw ErrorCode.BYTE_ORDER_MARK.at("", "begins with a byte order mark");
        }
        return text;
    }

    /** What cannot be decoded has become U+FFFD, which may as well have been sent. */
    private static void checkUtf8(byte[] utf8) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8));
        } catch (CharacterCodingException e) {
            throw ErrorCode.MALFORMED_UTF8.at("", "is not valid UTF-8");
        }
    }

    public static byte[] write(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    public static String text(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** An answer whose body is this value. */
    public static Answer answer(int status, Object value) {
        return Answer.of(status, "application/json", write(value));
    }
}
