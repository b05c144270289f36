package dev.stencil.example.swap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingGuideTest {
    private static final Path ROOT = Path.of("..", "..");

    @ParameterizedTest
    @ValueSource(strings = {
            "examples/embedding/src/main/java/dev/stencil/example/embedding/Notes.java",
            "examples/swap-storage/src/test/java/dev/stencil/example/swap/NotesTest.java",
            "examples/swap-storage/src/test/java/dev/stencil/example/swap/MyStorageTest.java"
    })
    void theGuideShowsTheExampleAsItIs(String file) throws Exception {
        String guide = Files.readString(ROOT.resolve("docs/embedding.md"));
        assertThat(guide).contains("```java\n" + Files.readString(ROOT.resolve(file)) + "```\n");
    }
}
