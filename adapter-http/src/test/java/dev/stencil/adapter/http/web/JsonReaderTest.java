package dev.stencil.adapter.http.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stencil.adapter.http.transport.HttpProblem;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.ContentLimits;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
    private static final int KIB = 1024;
    private static final long HEAP = 128L * KIB * KIB;

    private final HeapBudget budget = HeapBudget.of(HEAP, 32);

    private @Nullable Object read(String json, Map<String, Integer> sizes) {
        try (HeapBudget.Share share = budget.share(() -> List.of("somebody"))) {
            return Json.read(bytes(json), sizes, share);
        }
    }

    private static List<ByteBuffer> bytes(String json) {
        return List.of(StandardCharsets.UTF_8.encode(json));
    }

    @Test
    void howABodyIsSplitDoesNotMatter() {
        List<ByteBuffer> split = new ArrayList<>();
        for (byte each : "{\"é\": [\"模\", \"\ud83d\ude42\"]}".getBytes(StandardCharsets.UTF_8)) {
            split.add(ByteBuffer.wrap(new byte[]{each}));
        }
        try (HeapBudget.Share share = budget.share(() -> List.of("somebody"))) {
            assertThat(Json.read(split, Map.of(), share)).isEqualTo(Map.of("é", List.of("模", "\ud83d\ude42")));
        }
    }

    private static String array(String item, int bytes) {
        return "[" + String.join(",", Collections.nCopies(bytes / (item.length() + 1) - 1, item)) + "]";
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{}", "[]", "0", "\"\"", "\"a\"", "[0]", "[0,0]", "{\"\":0}", "{\"\":0,\"a\":0}", "[[0,0],[0,0]]",
            "[[[[[]]]]]",
            "123456789012345678", "-1.7976931348623157e+308", "\"\\u0000\""})
    void everyStorableValueIsReadWhateverItsShape(String item) {
        String json = array(item, 256 * KIB);
        Object read = read("{\"content\":" + json + "}", Map.of("content", 256 * KIB));
        assertThat(read).isInstanceOfSatisfying(Map.class, members -> assertThat(
                Content.given(members.get("content"), ContentLimits.DEFAULT).size()).isPositive());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "0", "\"\"", "\"a\"", "[0]", "[0,0]", "{\"\":0}", "true", "\"é\""})
    void aValueThatIsTooLargeIsNotReadToItsEnd(String item) {
        // The exclamation mark is no JSON, which a reader that stops early does not see.
        String json = "{\"content\":" + array(item, 1000 * KIB) + "!";
        assertThatExceptionOfType(Failure.TooLarge.class)
                .isThrownBy(() -> read(json, Map.of("content", 256 * KIB)))
                .satisfies(large -> assertThat(large.limit()).isEqualTo(256 * KIB));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "0", "\"\"", "[0]", "{\"\":0}", "true", "null"})
    void aBodyWithMoreValuesThanItMayHaveIsNotReadToItsEnd(String item) {
        String json = "{\"template\":" + array(item, 10 * KIB) + "!";
        try (HeapBudget.Share share = budget.share(() -> List.of("somebody"))) {
            assertThatExceptionOfType(HttpProblem.class)
                    .isThrownBy(() -> Json.read(bytes(json), Map.of(), 1000, share))
                    .satisfies(problem -> assertThat(problem.status()).isEqualTo(413));
        }
    }

    @Test
    void theSizeOfAValueIsThatOfCompactJson() {
        String json = "{\"content\": [ 1 , \"é\" ,  { \"a\" : null } ] , \"other\": [1,2,3,4,5,6,7,8,9,10,11]}";
        int exact = "[1,\"é\",{\"a\":null}]".length();
        assertThat(read(json, Map.of("content", exact))).isNotNull();
        assertThatExceptionOfType(Failure.TooLarge.class).isThrownBy(() -> read(json, Map.of("content", 10)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a\"", "[0,0]", "{\"\":0}", "{\"\":0,\"a\":0}", "[[0,0],[0,0]]"})
    void aValueWithoutASizeLimitIsBoundedByItsHeap(String item) {
        String array = array(item, 2048 * KIB);
        for (String json : List.of(array, "{\"sought\":" + array + "}", "{\"a\":{\"b\":" + array + "}}")) {
            assertThatExceptionOfType(HttpProblem.class)
                    .isThrownBy(() -> read(json, Map.of()))
                    .satisfies(problem -> assertThat(problem.status()).isEqualTo(413));
        }
    }

    @Test
    void aLongTextIsReadWithinItsHeap() {
        assertThat(read("\"" + "x".repeat(2048 * KIB - 2) + "\"", Map.of())).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"a\":1,}             | is not valid JSON: line 1, column 8",
            "{\"a\":1               | is not valid JSON: line 1, column 7",
            "{} {}                  | is not valid JSON: line 1, column 4",
            "`[1,\n 2,\n  secret]`  | is not valid JSON: line 3, column 3",
            "{\"a\":1,\"a\":2}      | has a member twice: line 1, column 8",
            "`[{},\n{\"b\":{\"secret\":1,\"x\":2,\"secret\":2}}]` | has a member twice: line 2, column 24",
            "[12345678901234567890123456789012345678901] | has a number of more than 40 characters: line 1, column 43"})
    void aMistakeSaysWhatItIsAndWhereAndQuotesNothing(String json, String message) {
        assertMistake(json, message);
    }

    @Test
    void nestingThatIsTooDeepIsNamed() {
        assertMistake("[".repeat(5000), "is nested more than 102 levels deep: line 1, column 103");
        assertMistake("[\n".repeat(500), "is nested more than 102 levels deep: line 103, column 1");
        assertMistake("{\"a\":".repeat(500), "is nested more than 102 levels deep: line 1, column 511");
        assertThat(read("[".repeat(102) + "]".repeat(102), Map.of())).isNotNull();
    }

    private void assertMistake(String json, String message) {
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> read(json, Map.of()))
                .satisfies(mistake -> assertThat(mistake.code()).isEqualTo("malformed_json"))
                .satisfies(mistake -> assertThat(mistake.message()).isEqualTo(message));
    }
}
