package dev.stencil.app.moving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stencil.app.config.CommandFailed;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLineTest {
    private static final int MIB = 1024 * 1024;

    private static Lines.Line line(String item, int bytes) {
        String items = String.join(",", Collections.nCopies(bytes / (item.length() + 1), item));
        return new Lines.Line(Path.of("file"), 7, "[" + items + "]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "0", "0.5", "\"\"", "{\"a\":0}", "[[[[]]]]", "[0,0]"})
    void aLineWhoseValuesTakeTooMuchIsRefusedByItsNumber(String item) {
        assertThatExceptionOfType(CommandFailed.class)
                .isThrownBy(() -> JsonLine.read(line(item, 2 * MIB), 16 * MIB))
                .withMessageStartingWith("file, line 7: has more values than there is memory for");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "0", "0.5", "\"\"", "{\"a\":0}", "[[[[]]]]", "[0,0]"})
    void theLargestTemplateOfTheDefaultSizeIsReadWhateverItsShape(String item) {
        assertThat(JsonLine.read(line(item, MIB / 4), 32 * MIB)).isNotNull();
    }
}
