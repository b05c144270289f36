package dev.stencil.example.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every piece of Java in a guide stands, letter for letter, in an example: so it is compiled and run. */
class GuidesTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern PIECE = Pattern.compile("(?sm)^```java\n(.*?)^```$");
    private static final int INDENT = 4;
    private static final int DEEPEST = 4;

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/embedding.md"})
    void everyPieceOfJavaIsPartOfAnExample(String guide) throws IOException {
        List<String> sources = sources();
        List<String> pieces = PIECE.matcher(Files.readString(ROOT.resolve(guide)))
                .results()
                .map(piece -> piece.group(1))
                .toList();
        assertThat(pieces).isNotEmpty();
        assertThat(pieces.stream().filter(piece -> sources.stream().noneMatch(source -> has(source, piece)))).isEmpty();
    }

    /** Whatever the depth at which it stands there. */
    private static boolean has(String source, String piece) {
        return IntStream.rangeClosed(0, DEEPEST)
                .anyMatch(depth -> source.contains(piece.replaceAll("(?m)^(?=.)", " ".repeat(depth * INDENT))));
    }

    private static List<String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve("examples"))) {
            return files.filter(file -> file.toString().matches(".*/src/(main|test)/java/.*\\.java"))
                    .map(GuidesTest::text)
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
