package dev.stencil.app.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stencil.app.config.CommandFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        CountDownLatch together = new CountDownLatch(8);
        Callable<String> start = () -> {
            together.countDown();
            together.await();
            DevelopmentSecret.in(folder);
            return Files.readString(folder.resolve("jwt-secret"));
        };
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<String>> secrets = threads.invokeAll(Stream.generate(() -> start).limit(8).toList());

            assertThat(secrets.stream().map(Future::resultNow)).hasSize(8).containsOnly(secrets.getFirst().get());
        }
        assertThat(names(folder)).containsExactly("jwt-secret");
    }

    @Test
    void aDamagedSecretIsRefusedAndNotReplaced() throws IOException {
        Files.writeString(folder.resolve("jwt-secret"), "too short");

        assertThatThrownBy(() -> DevelopmentSecret.in(folder))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("jwt-secret");
        assertThat(folder.resolve("jwt-secret")).hasContent("too short");
    }

    @Test
    void anEmptySecretIsCalledThat() throws IOException {
        Files.createFile(folder.resolve("jwt-secret"));

        assertThatThrownBy(() -> DevelopmentSecret.in(folder))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("jwt-secret is empty, as a power loss may leave it: remove it");
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
