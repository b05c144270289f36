package dev.stencil.adapter.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.ContentLimits;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes are either refused or read as content that stays the same when it is written and read again. */
class JsonFuzzTest {
    private static final int ROUNDS = 20_000;
    private static final List<String> PIECES = List.of(
            "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0000", "\\ud83d", "\\ude42", "\u00e9", "0", "-", "1.5", "e9",
            "e400",
            "E-999999999", "true", "null", " ", "\"a\":", "\"a\"", "\ufeff", "\0", "9223372036854775807");

    @MethodSource("seeds")
    @FuzzTest
    void anyBytesAreContentOrAMistake(byte[] sent) {
        check(sent);
    }

    @Test
    void damageIsContentOrAMistake() {
        Random random = new Random(8259);
        List<byte[]> seeds = seeds().toList();
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            StringBuilder text = new StringBuilder(
                    new String(seeds.get(random.nextInt(seeds.size())), StandardCharsets.UTF_8));
            for (int i = random.nextInt(4); i > 0; i--) {
                int from = random.nextInt(text.length() + 1);
                int to = Math.min(text.length(), from + random.nextInt(3));
                text.replace(from, to, PIECES.get(random.nextInt(PIECES.size())));
            }
            read += check(text.toString().getBytes(
                    random.nextInt(20) == 0 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8)) ? 1 : 0;
        }
        // Otherwise there is too much damage, or none.
        assertThat(read).isBetween(ROUNDS / 10, ROUNDS - ROUNDS / 10);
    }

    static Stream<byte[]> seeds() {
        return Stream.of(
                "{\"template\":{\"a\":[1,-2.5,1e3,true,null,\"x\\u00e9\\ud83d\\ude42\"],\"b\":{}}}",
                "[[[[]]]]", "\"\u00e9\u6a21\ud83d\ude42\"", "-0.0", "9007199254740993", "1e308",
                "{\"a\":{\"a\":{\"a\":1}}}", "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]")
                .map(seed -> seed.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable Object read(byte[] json) {
        return Json.read(List.of(ByteBuffer.wrap(json)), Map.of(), HeapBudget.of(1 << 30, 1).share(List::of));
    }

    /** Whether it was content. */
    private static boolean check(byte[] sent) {
        Content content;
        try {
            content = Content.of(read(sent), ContentLimits.DEFAULT);
        } catch (Failure.Invalid | Failure.TooLarge mistake) {
            return false;
        }
        Content again = Content.given(read(content.json()), ContentLimits.DEFAULT);
        assertThat(again).isEqualTo(content);
        assertThat(again.json()).isEqualTo(content.json());
        return true;
    }
}
