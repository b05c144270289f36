package dev.stencil.adapter.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
    private static @Nullable Object read(String json) {
        return JsonText.read(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void kindsAndOrderAreKept() {
        assertThat(read("{\"z\":5,\"a\":5.0,\"m\":[null,true,\"x\"]}"))
                .isInstanceOfSatisfying(Map.class, map -> assertThat(map.toString())
                        .isEqualTo("{z=5, a=5.0, m=[null, true, x]}"));
        assertThat(read("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
        assertThat(read("-9223372036854775808")).isEqualTo(Long.MIN_VALUE);
        assertThat(read("1.7976931348623157E308")).isEqualTo(Double.MAX_VALUE);
        assertThat(read("4.9E-324")).isEqualTo(Double.MIN_VALUE);
        assertThat(read("-0.0")).isEqualTo(-0.0);
        assertThat(read("null")).isNull();
    }

    @Test
    void whatIsReadCannotBeChanged() {
        assertThat(read("[[1]]")).isInstanceOfSatisfying(List.class, list -> {
            assertUnmodifiable(list);
            assertUnmodifiable((Collection<?>) list.getFirst());
        });
        assertThat(read("{\"a\":[1]}")).isInstanceOfSatisfying(Map.class, map -> {
            assertUnmodifiable(map.values());
            assertUnmodifiable((Collection<?>) map.values().iterator().next());
        });
    }

    private static void assertUnmodifiable(Collection<?> values) {
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(values::clear);
    }

    @Test
    void thereAreNoLimitsToDepthOrLength() {
        Object value = read("[".repeat(2_000) + "]".repeat(2_000));
        int depth = 0;
        while (value instanceof List<?> list) {
            depth++;
            value = list.isEmpty() ? null : list.getFirst();
        }
        assertThat(depth).isEqualTo(2_000);
        String text = "x".repeat(21_000_000);
        assertThat(text.equals(read('"' + text + '"'))).isTrue();
        String name = "n".repeat(1_000_000);
        assertThat(Map.of(name, 1L).equals(read("{\"" + name + "\":1}"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "[\"secret\"", "{\"secret\":}", "\"sec\nret\""})
    void damagedTextIsReportedWithoutQuotingIt(String damaged) {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> read(damaged))
                .withMessage("stored content is no JSON")
                .withNoCause();
    }
}
