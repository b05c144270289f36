package dev.stencil.adapter.sqlite.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stencil.adapter.sqlite.DatabaseFiles;
import dev.stencil.adapter.sqlite.OtherProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Code is loaded from a data folder if it is the packaged code and nobody else can have put it there. */
class NativeLibraryTest {
    @TempDir
    Path temp;

    private Path folder;
    private Path library;
    private byte[] packaged;

    @BeforeEach
    void unpack() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/maps")));
        folder = temp.resolve("data").toAbsolutePath();
        assertThat(OtherProcess.run("open", folder)).contains("loaded " + folder.resolve("native"));
        try (Stream<Path> files = Files.list(folder.resolve("native"))) {
            library = files.findFirst().orElseThrow();
        }
        packaged = Files.readAllBytes(library);
    }

    private void assertLoadedFromElsewhere(String how) throws Exception {
        assertThat(OtherProcess.run(how, folder))
                .contains("loaded /", "(deleted)")
                .doesNotContain("loaded " + folder)
                .doesNotContain("loaded " + temp);
    }

    @ParameterizedTest
    @CsvSource({"data, rwxrwx---", "data, rwx---rwx", "data/native, rwx-w----", "library, rw-rw----",
            "library, rw----rw-"})
    void whatOthersMayWriteToIsNotLoaded(String what, String mode) throws Exception {
        Path path = what.equals("library") ? library : temp.resolve(what);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
        assertLoadedFromElsewhere("read");
        if (path.equals(library)) {
            assertThat(OtherProcess.run("open", folder)).contains("loaded " + library);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(library))).isEqualTo("rw-------");
        } else {
            assertLoadedFromElsewhere("open");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"data", "data/native", "library"})
    void whatBelongsToSomebodyElseIsNotLoaded(String what) throws Exception {
        Path path = what.equals("library") ? library : temp.resolve(what);
        assumeTrue(isGivenAway(path), "only root may give files away");
        assertLoadedFromElsewhere("read");
        if (!path.equals(library)) {
            assertLoadedFromElsewhere("open");
        }
    }

    private static boolean isGivenAway(Path path) {
        try {
            Files.setAttribute(path, "unix:uid", 12_345);
            return true;
        } catch (IOException | IllegalArgumentException | UnsupportedOperationException e) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"native", "library"})
    void aLinkIsNotFollowed(String what) throws Exception {
        Path path = what.equals("library") ? library : folder.resolve(what);
        Path elsewhere = temp.resolve("elsewhere");
        Files.move(path, elsewhere);
        Files.createSymbolicLink(path, elsewhere);
        assertLoadedFromElsewhere("read");
        assertThat(OtherProcess.run("open", folder)).contains("loaded /").doesNotContain("loaded " + elsewhere);
        assertThat(elsewhere).exists();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 4_096, 700_001})
    void aLibraryThatIsNotWholeIsReplaced(long length) throws Exception {
        DatabaseFiles.setLength(library, length);
        assertLoadedFromElsewhere("read");
        assertThat(OtherProcess.run("open", folder)).contains("loaded " + library);
        assertThat(library).hasBinaryContent(packaged);
    }

    @Test
    void aLibraryOfOtherBytesIsReplaced() throws Exception {
        byte[] other = packaged.clone();
        other[other.length - 1]++;
        Files.write(library, other);
        assertLoadedFromElsewhere("read");
        assertThat(OtherProcess.run("open", folder)).contains("loaded " + library);
        assertThat(library).hasBinaryContent(packaged);
    }

    @Test
    void nothingIsLeftInTheFolderForTemporaryFiles() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        List<Path> before = temporary();
        assertLoadedFromElsewhere("open");
        assertThat(temporary()).isEqualTo(before);
    }

    private static List<Path> temporary() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().matches("(stencil|sqlite-).*")).sorted().toList();
        }
    }
}
