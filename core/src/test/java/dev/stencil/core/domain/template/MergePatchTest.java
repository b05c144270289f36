package dev.stencil.core.domain.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stencil.core.domain.Failure;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MergePatchTest {
    /** The examples of RFC 7396, appendix A. */
    static List<Arguments> examples() {
        return List.of(
                example(Map.of("a", "b"), Map.of("a", "c"), Map.of("a", "c")),
                example(Map.of("a", "b"), Map.of("b", "c"), Map.of("a", "b", "b", "c")),
                example(Map.of("a", "b"), nulls("a"), Map.of()),
                example(Map.of("a", "b", "b", "c"), nulls("a"), Map.of("b", "c")),
                example(Map.of("a", List.of("b")), Map.of("a", "c"), Map.of("a", "c")),
                example(Map.of("a", "c"), Map.of("a", List.of("b")), Map.of("a", List.of("b"))),
                example(
                        Map.of("a", Map.of("b", "c")),
                        Map.of("a", with(nulls("c"), "b", "d")),
                        Map.of("a", Map.of("b", "d"))),
                example(Map.of("a", List.of(Map.of("b", "c"))), Map.of("a", List.of(1L)), Map.of("a", List.of(1L))),
                example(List.of("a", "b"), List.of("c", "d"), List.of("c", "d")),
                example(Map.of("a", "b"), List.of("c"), List.of("c")),
                example(Map.of("a", "foo"), null, null),
                example(Map.of("a", "foo"), "bar", "bar"),
                example(nulls("e"), Map.of("a", 1L), with(nulls("e"), "a", 1L)),
                example(List.of(1L, 2L), with(nulls("c"), "a", "b"), Map.of("a", "b")),
                example(Map.of(), Map.of("a", Map.of("bb", nulls("ccc"))), Map.of("a", Map.of("bb", Map.of()))));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theExamplesOfTheRfcHold(@Nullable Object target, @Nullable Object patch, @Nullable Object result) {
        assertThat(patched(target, patch).value()).isEqualTo(result);
    }

    @Test
    void membersKeepTheirOrderAndNewOnesComeLast() {
        Map<String, Object> target = new TreeMap<>(Map.of("x", 1L, "y", 2L, "z", 3L));
        assertThat(new String(patched(target, new TreeMap<>(Map.of("a", 0L, "y", 9L))).json(), StandardCharsets.UTF_8))
                .isEqualTo("{\"x\":1,\"y\":9,\"z\":3,\"a\":0}");
    }

    @Test
    void nullsWithinListsStay() {
        List<Object> list = Arrays.asList(1L, null);
        assertThat(patched(Map.of(), Map.of("a", list)).value()).isEqualTo(Map.of("a", list));
    }

    @Test
    void theResultKeepsTheLimits() {
        assertThatExceptionOfType(Failure.TooLarge.class)
                .isThrownBy(() -> new MergePatch(Map.of("b", "x".repeat(90)))
                        .applyTo(Content.stored(Map.of("a", "x".repeat(90))), ContentLimits.stored(100)));
        assertThatExceptionOfType(Failure.Invalid.class).isThrownBy(() -> patched(Map.of(), Map.of("a", Double.NaN)))
                .satisfies(invalid -> assertThat(invalid.pointer()).isEqualTo("/a"));
    }

    @Test
    void opaqueContentIsNotPatched() {
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> new MergePatch(Map.of("a", 1L))
                        .applyTo(Content.opaque(Map.of("$numberDouble", "NaN")), ContentLimits.DEFAULT))
                .satisfies(invalid -> assertThat(invalid.code()).isEqualTo("opaque"));
    }

    private static Content patched(@Nullable Object target, @Nullable Object patch) {
        return new MergePatch(patch).applyTo(Content.stored(target), ContentLimits.DEFAULT);
    }

    private static Arguments example(@Nullable Object target, @Nullable Object patch, @Nullable Object result) {
        return Arguments.of(target, patch, result);
    }

    private static Map<String, @Nullable Object> nulls(String name) {
        Map<String, @Nullable Object> members = new TreeMap<>();
        members.put(name, null);
        return members;
    }

    private static Map<String, @Nullable Object> with(
            Map<String, @Nullable Object> members, String name, @Nullable Object value) {
        members.put(name, value);
        return members;
    }
}
