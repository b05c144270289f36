package dev.stencil.adapter.mongo.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stencil.core.domain.template.Content;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportedDocumentTest {
    private static Content content(String json) {
        return ExportedDocument.parse("{\"_id\":1,\"template\":" + json + "}").content("template").orElseThrow();
    }

    private static String text(Content content) {
        return new String(content.json(), StandardCharsets.UTF_8);
    }

    @Test
    void bothModesGiveTheSameContent() {
        List<Object> expected = List.of(5L, 4_000_000_000L, 1.0, "x", true);
        assertThat(content("[5,4000000000,1.0,\"x\",true]").value()).isEqualTo(expected);
        assertThat(content("[{\"$numberInt\":\"5\"},{\"$numberLong\":\"4000000000\"},{\"$numberDouble\":\"1.0\"},"
                + "\"x\",true]").value()).isEqualTo(expected);
    }

    @Test
    void whatOnlyLooksLikeExtendedJsonIsAnOrdinaryValue() {
        assertThat(content("{\"$x\":1}").value()).isEqualTo(Map.of("$x", 1L));
        assertThat(content("{\"$ne\":{\"$numberInt\":\"1\"}}").value()).isEqualTo(Map.of("$ne", 1L));
    }

    @Test
    void whatJsonCannotExpressIsOpaqueInCanonicalMode() {
        assertThat(text(content("{\"$date\":\"1970-01-01T00:00:00.001Z\"}")))
                .isEqualTo("{\"$date\":{\"$numberLong\":\"1\"}}");
        assertThat(content("[{\"$numberDouble\":\"NaN\"},1]").isOpaque()).isTrue();
    }

    @Test
    void anIdOfAnotherKindBecomesOneThatIsAlwaysTheSame() {
        ExportedDocument chosen = ExportedDocument.parse("{\"_id\":\"chosen\"}");
        assertThat(chosen.hasChosenId()).isTrue();
        assertThat(chosen.id()).isEqualTo(ExportedDocument.parse("{\"a\":1,\"_id\":\"chosen\"}").id());
        assertThat(chosen.id()).isNotEqualTo(ExportedDocument.parse("{\"_id\":null}").id());
        ExportedDocument own = ExportedDocument.parse("{\"_id\":{\"$oid\":\"6b04aa4c8db14562ea94a900\"}}");
        assertThat(own.hasChosenId()).isFalse();
        assertThat(own.id().hex()).isEqualTo("6b04aa4c8db14562ea94a900");
    }

    @Test
    void aMemberThatIsNoStringIsNoText() {
        ExportedDocument document = ExportedDocument.parse("{\"_id\":1,\"a\":\"x\",\"b\":[\"x\"]}");
        assertThat(document.text("a")).contains("x");
        assertThat(document.text("b")).isEmpty();
        assertThat(document.text("c")).isEmpty();
        assertThat(document.content("c")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "{\"secret\"", "[]", "5", "{}", "{\"secret\":1}",
            "{\"_id\":{\"$oid\":\"secret\"}}", "{\"_id\":1} secret", "{\"_id\":1,\"a\":{\"$date\":\"secret\"}}"})
    void whatIsNoDocumentIsRefusedAndNotQuoted(String line) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExportedDocument.parse(line))
                .withNoCause()
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    }
}
