package dev.stencil.core.domain.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stencil.core.domain.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContentTest {
    @Test
    void theTextIsCompactAndKeepsTheOrderOfMembersAndTheKindOfNumbers() throws IOException {
        Map<String, @Nullable Object> value = new LinkedHashMap<>();
        value.put("z", 5.0);
        value.put("a", Arrays.asList(1, null, true, "\"\\/\u0000\u001f\u007fé🙂"));
        Content content = content(value);
        String text = "{\"z\":5.0,\"a\":[1,null,true,\"\\\"\\\\/\\u0000\\u001f\u007fé🙂\"]}";
        assertThat(text(content)).isEqualTo(text);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        content.writeTo(out);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(text);
        assertThat(content.size()).isEqualTo(out.size());
    }

    @Test
    void contentIsCopiedAndCannotBeChanged() {
        List<Object> list = new ArrayList<>(List.of(1L));
        Content content = content(list);
        list.add(2L);
        assertThat(content.value()).isEqualTo(List.of(1L));
        content.json()[0] = 'x';
        assertThat(text(content)).isEqualTo("[1]");
        assertThat(content.value()).isInstanceOfSatisfying(List.class,
                value -> assertThatThrownBy(value::clear).isInstanceOf(UnsupportedOperationException.class));
    }

    @Test
    void numbersBecomeLongsAndDoubles() {
        assertThat(content(List.of((byte) 1, (short) 2, 3, 4L, BigInteger.TEN)).value())
                .isEqualTo(List.of(1L, 2L, 3L, 4L, 10L));
        assertThat(content(List.of(1.5f, 2.5, new BigDecimal("0.1"))).value()).isEqualTo(List.of(1.5, 2.5, 0.1));
    }

    @Test
    void whatIsNoJsonOfOursIsRefusedWithItsPlace() {
        assertInvalid(List.of(1, Map.of("a/~b", Double.NaN)), "/1/a~1~0b", "number_out_of_range");
        assertInvalid(Double.NEGATIVE_INFINITY, "", "number_out_of_range");
        assertInvalid(List.of(BigInteger.ONE.shiftLeft(63)), "/0", "number_out_of_range");
        assertInvalid(List.of(new BigDecimal("1e400")), "/0", "number_out_of_range");
        assertInvalid("\ud800", "", "lone_surrogate");
        assertInvalid("a\udc00", "", "lone_surrogate");
        assertInvalid(Map.of("\udfff", 1), "", "lone_surrogate");
        assertInvalid(Map.of("a\0", 1), "", "nul_in_name");
        assertInvalid(Map.of("n".repeat(257), 1), "", "name_too_long");
        assertInvalid(Map.of(1, 1), "", "not_json");
        assertInvalid(new Object(), "", "not_json");
        assertThat(content(BigInteger.ONE.shiftLeft(63).negate()).value()).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void depthIsCountedInArraysAndObjects() {
        ContentLimits two = new ContentLimits(2, 100);
        assertThat(text(Content.of(List.of(Map.of("a", 1)), two))).isEqualTo("[{\"a\":1}]");
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> Content.of(List.of(List.of(List.of())), two))
                .satisfies(invalid -> assertThat(invalid.pointer()).isEqualTo("/0/0"));
    }

    @Test
    void sizeIsCountedInBytesOfTheText() {
        assertThat(Content.of("é", new ContentLimits(1, 4)).size()).isEqualTo(4);
        assertThatExceptionOfType(Failure.TooLarge.class)
                .isThrownBy(() -> Content.of("éa", new ContentLimits(1, 4)))
                .satisfies(large -> assertThat(large.limit()).isEqualTo(4));
    }

    @Test
    void storedTextIsPassedOnUnreadUntilItsValueIsAskedFor() {
        AtomicInteger reads = new AtomicInteger();
        byte[] json = "null".getBytes(StandardCharsets.UTF_8);
        Content content = Content.stored(json, text -> {
            reads.incrementAndGet();
            return null;
        });
        assertThat(text(content)).isEqualTo("null");
        assertThat(reads).hasValue(0);
        assertThat(content.value()).isNull();
        assertThat(content.value()).isNull();
        assertThat(reads).hasValue(1);
    }

    @Test
    void contentsAreEqualAsJson() {
        assertThat(content(1)).isEqualTo(content(1.0)).hasSameHashCodeAs(content(1.0));
        assertThat(content(1)).isNotEqualTo(content("1"));
        assertThat(content(List.of("l"))).isNotEqualTo(content("l"));
    }

    @Test
    void contentIsNotShown() {
        assertThat(content("secret").toString()).isEqualTo("Content[8 bytes]");
    }

    private static void assertInvalid(Object value, String pointer, String code) {
        assertThatExceptionOfType(Failure.Invalid.class).isThrownBy(() -> content(value)).satisfies(invalid -> {
            assertThat(invalid.pointer()).isEqualTo(pointer);
            assertThat(invalid.code()).isEqualTo(code);
        });
    }

    private static Content content(Object value) {
        return Content.of(value, ContentLimits.DEFAULT);
    }

    private static String text(Content content) {
        return new String(content.json(), StandardCharsets.UTF_8);
    }
}
