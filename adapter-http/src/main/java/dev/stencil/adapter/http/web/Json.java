package dev.stencil.adapter.http.web;

import dev.stencil.adapter.http.transport.Answer;
import dev.stencil.adapter.http.transport.ErrorCode;
import dev.stencil.adapter.http.transport.HttpProblem;
import dev.stencil.core.domain.Failure;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.ByteBufferBackedInputStream;

/** Reads JSON strictly (RFC 8259, UTF-8 only, no member twice) and writes it. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final ByteBuffer BYTE_ORDER_MARK = StandardCharsets.UTF_8.encode("\ufeff");

    private Json() {}

    /**
     * @param sizes the most bytes of compact JSON that values of these members may have
     * @param heap takes what the value takes, before it is made
     * @return the types of {@code Content.value()}, unmodifiable all through, or a {@code BigInteger}
     * @throws Failure.Invalid with an empty pointer if the bytes are not the JSON that we take
     * @throws Failure.TooLarge if a value is larger than its size
     * @throws HttpProblem 413 or 503 if there is no room for it
     */
    static @Nullable Object read(List<ByteBuffer> utf8, Map<String, Integer> sizes, HeapBudget.Share heap) {
        return read(utf8, sizes, Long.MAX_VALUE, heap);
    }

    /** The same with a bound on the number of values: more is 413. */
    static @Nullable Object read(
            List<ByteBuffer> utf8, Map<String, Integer> sizes, long values, HeapBudget.Share heap) {
        long length = 0;
        List<InputStream> parts = new ArrayList<>();
        for (ByteBuffer part : utf8) {
            length += part.remaining();
            parts.add(new ByteBufferBackedInputStream(part));
        }
        heap.take(length * JsonReader.HEAP_OF_A_BYTE);
        if (isMarked(utf8.getFirst())) {
            throw ErrorCode.BYTE_ORDER_MARK.at("", "begins with a byte order mark");
        }
        // A parser of bytes would guess UTF-16 and UTF-32, and skip a byte order mark.
        InputStream bytes = new SequenceInputStream(Collections.enumeration(parts));
        return JsonReader.read(
                new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder()), sizes, values, heap);
    }

    private static boolean isMarked(ByteBuffer text) {
        int length = BYTE_ORDER_MARK.remaining();
        return text.remaining() >= length && text.slice(text.position(), length).equals(BYTE_ORDER_MARK);
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
