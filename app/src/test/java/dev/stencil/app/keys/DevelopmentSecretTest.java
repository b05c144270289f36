package dev.stencil.app.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stencil.app.Race;
import dev.stencil.app.config.CommandFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DevelopmentSecretTest {
    @TempDir
    Path folder;

    @Test
    void theSecretIsForItsOwnerAloneAndLongEnough() throws IOException {
        DevelopmentSecret.in(folder.resolve("new"));

        Path file = folder.resolve("new/jwt-secret");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(Files.readString(file).strip()).hasSize(43);
        assertThat(names(folder.resolve("new"))).containsExactly("jwt-secret");
    }

    @Test
    void theSecretIsKept() throws IOException {
        DevelopmentSecret.in(folder);
        String first = Files.readString(folder.resolve("jwt-secret"));

        DevelopmentSecret.in(folder);

        assertThat(folder.resolve("jwt-secret")).hasContent(first);
    }

    @Test
    void manyFirstStartsAtOnceAgreeOnOneSecret() throws Exception {
        List<String> secrets = Race.of(8, i -> () -> {
            DevelopmentSecret.in(folder);
            return Files.readString(folder.resolve("jwt-secret"));
        });
        assertThat(secrets).containsOnly(secrets.getFirst());
        assertThat(names(folder)).containsExactly("jwt-secret");
    }

    @ParameterizedTest
    @CsvSource({"too short, jwt-secret", "'', 'jwt-secret is empty, as a power loss may leave it: remove it'"})
    void aDamagedSecretIsRefusedAndNotReplaced(String content, String complaint) throws IOException {
        Files.writeString(folder.resolve("jwt-secret"), content);
        assertThatThrownBy(() -> DevelopmentSecret.in(folder))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining(complaint);
        assertThat(folder.resolve("jwt-secret")).hasContent(content);
    }

    @Test
    void aFolderInItsPlaceIsRefused() throws IOException {
        Files.createDirectory(folder.resolve("jwt-secret"));

        assertThatThrownBy(() -> DevelopmentSecret.in(folder))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("is no regular file");
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
