package dev.stencil.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.adapter.jwt.JwkSet;
import dev.stencil.adapter.jwt.JwkSet.Role;
import dev.stencil.adapter.jwt.KeyAlgorithm;
import dev.stencil.app.Main;
import dev.stencil.app.config.KeyFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyCommandsTest {
    private static final String SECRET = "canary-0123456789abcdef0123456789";
    private static final Pattern MATERIAL = Pattern.compile("\"(d|k|x|y)\":\"([^\"]+)\"");

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private Path file() {
        return folder.resolve("keys.json");
    }

    @Test
    void aNewFileIsForItsOwnerAlone() throws IOException {
        assertThat(keys("generate")).isZero();

        assertThat(mode()).isEqualTo("rw-------");
        assertThat(roles()).containsExactly(Role.SIGNS);
        assertThat(algorithms()).containsExactly(KeyAlgorithm.ES256);
        assertThat(out.toString()).contains("ES256", "signs");
    }

    @Test
    void aFileThatIsThereIsLeftAsItIs() throws IOException {
        keys("generate");
        String before = Files.readString(file());

        assertThat(keys("generate")).isEqualTo(1);
        assertThat(err.toString()).hasLineCount(1).contains("is there and stays as it is");
        assertThat(file()).hasContent(before);
    }

    @Test
    void aRotationChangesTheSignerAndKeepsTheLastOneWhileItsTokensLive() {
        keys("generate", "--algorithm", "HS256");
        String first = read().entries().getFirst().id();

        assertThat(keys("rotate")).isZero();

        assertThat(roles()).containsExactly(Role.SIGNS, Role.RETIRED);
        assertThat(algorithms()).containsOnly(KeyAlgorithm.HS256);
        JwkSet.Entry last = read().entries().getLast();
        assertThat(last.id()).isEqualTo(first);
        assertThat(last.until().orElseThrow())
                .isBetween(Instant.now().plus(Duration.ofHours(24)), Instant.now().plus(Duration.ofHours(25)));
    }

    @Test
    void theLastKeyIsKeptAsLongAsTheSettingOrTheFlagSays() {
        keys("generate");
        execute(Map.of("JWT_ACCESS_TOKEN_EXPIRES", "864000"), "rotate");
        assertThat(read().entries().getLast().until().orElseThrow()).isAfter(Instant.now().plus(Duration.ofDays(10)));

        keys("rotate", "--keep", "60");
        assertThat(read().entries().get(1).until().orElseThrow()).isBefore(Instant.now().plusSeconds(61));
        keys("rotate", "--keep", "0");
        assertThat(roles()).containsExactly(Role.SIGNS, Role.RETIRED, Role.RETIRED);
    }

    @Test
    void severalServersLearnOfAKeyBeforeItSigns() {
        keys("generate");
        assertThat(keys("rotate", "--publish", "--algorithm", "HS256")).isZero();
        assertThat(roles()).containsExactly(Role.SIGNS, Role.PUBLISHED);
        String published = read().entries().getLast().id();

        assertThat(keys("rotate", "--algorithm", "ES256")).isEqualTo(1);
        assertThat(err.toString()).hasLineCount(1).contains("a key of HS256 was published and is next");
        assertThat(keys("rotate")).isZero();

        assertThat(roles()).containsExactly(Role.SIGNS, Role.RETIRED);
        assertThat(read().entries().getFirst().id()).isEqualTo(published);
    }

    @Test
    void theSecretCanBecomeTheFirstKey() {
        assertThat(execute(Map.of("JWT_SECRET_KEY", SECRET), "generate", "--from-secret")).isZero();
        assertThat(algorithms()).containsExactly(KeyAlgorithm.HS256);
        assertThat(keys("rotate", "--algorithm", "ES256")).isZero();
        assertThat(algorithms()).containsExactly(KeyAlgorithm.ES256, KeyAlgorithm.HS256);
    }

    @Test
    void noKeyIsShown() throws IOException {
        List<String> material = new ArrayList<>();
        keys("generate");
        material.addAll(material());
        keys("rotate", "--publish", "--algorithm", "HS256");
        keys("rotate");
        keys("rotate", "--publish");
        material.addAll(material());

        assertThat(keys("list")).isZero();

        assertThat(out.toString()).contains("signs", "published", "retired", read().entries().getFirst().id());
        assertThat(material).hasSizeGreaterThan(5)
                .allSatisfy(secret -> assertThat(out.toString() + err).doesNotContain(secret));
    }

    @Test
    void aRotationKeepsTheModeAndTheLinkAndLeavesNothingBehind() throws IOException {
        keys("generate");
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rwx------"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), file());

        assertThat(execute(link, Map.of(), "rotate")).isZero();

        assertThat(mode()).isEqualTo("rwx------");
        assertThat(link).isSymbolicLink();
        assertThat(roles()).hasSize(2);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(file(), link);
        }
    }

    @Test
    void aFileThatIsBadOrMissingOrBeingChangedIsOneLineAndStays() throws IOException {
        assertThat(keys("rotate")).isEqualTo(1);
        assertThat(keys("list")).isEqualTo(1);
        Files.writeString(file(), "{\"keys\":[{\"kty\":\"oct\",\"k\":\"canary\"}]}");
        assertThat(keys("rotate")).isEqualTo(1);
        assertThat(keys("list")).isEqualTo(1);
        assertThat(file()).content().contains("canary");
        assertThat(folder.resolve("keys.json.new")).doesNotExist();

        Files.writeString(folder.resolve("keys.json.new"), "");
        assertThat(keys("rotate")).isEqualTo(1);
        assertThat(err.toString()).hasLineCount(5).doesNotContain("canary").contains("keys.json.new is there");
        assertThat(folder.resolve("keys.json.new")).exists();
    }

    private int keys(String command, String... flags) {
        return execute(Map.of(), command, flags);
    }

    private int execute(Map<String, String> environment, String command, String... flags) {
        return execute(file(), environment, command, flags);
    }

    private int execute(Path file, Map<String, String> environment, String command, String... flags) {
        List<String> line = new ArrayList<>(List.of("keys", command, file.toString()));
        line.addAll(List.of(flags));
        return Main.commandLine(environment)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(line.toArray(String[]::new));
    }

    private JwkSet read() {
        return new KeyFile(file(), true).read();
    }

    private List<Role> roles() {
        return read().entries().stream().map(JwkSet.Entry::role).toList();
    }

    private List<KeyAlgorithm> algorithms() {
        return read().entries().stream().map(JwkSet.Entry::algorithm).toList();
    }

    private List<String> material() throws IOException {
        return MATERIAL.matcher(Files.readString(file())).results().map(found -> found.group(2)).toList();
    }

    private String mode() throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file()));
    }
}
