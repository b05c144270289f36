package dev.stencil.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.app.Background;
import dev.stencil.app.Program;
import dev.stencil.app.TestClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backup and restore as commands, each a process of its own. */
class BackupTest {
    private static final Map<String, String> SERVER =
            Map.of("PORT", "0", "JWT_SECRET_KEY", "a secret of at least thirty-two bytes");

    @TempDir
    Path folder;

    private String run(int exitCode, Map<String, String> environment, String... args) {
        return Program.run(folder, exitCode, environment, args);
    }

    @Test
    void whatWasAcknowledgedBeforeABackupIsInTheServerThatIsRestoredElsewhere() throws Exception {
        TestClient client;
        try (Program server = Program.start(folder, SERVER)) {
            client = TestClient.of(server.url(), "ada", "lovelace");
            for (int i = 0; i < 50; i++) {
                client.post("/create", Map.of("template", "before " + i));
            }
            backUpUnderWrites(client);
        }
        assertThat(run(0, Map.of("DATA_DIR", "elsewhere"), "restore", "file"))
                .contains("file is the store in elsewhere");
        try (Program server = Program.start(folder, SERVER, "--data", "elsewhere")) {
            // The session of before goes on.
            List<String> there = client.at(server.url()).list();
            assertThat(there).doesNotHaveDuplicates();
            for (int i = 0; i < 50; i++) {
                assertThat(there).contains("before " + i);
            }
        }
    }

    private void backUpUnderWrites(TestClient client) throws Exception {
        try (Background writers = new Background(4, writer -> n -> {
            Map<String, String> template = Map.of("template", "writer " + writer + ": " + n);
            assertThat(client.post("/create", template).statusCode()).isEqualTo(200);
        })) {
            assertThat(run(0, Map.of(), "backup", "file")).contains("the store in data is in file");
            Path file = folder.resolve("file");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
            byte[] before = Files.readAllBytes(file);
            assertThat(run(1, Map.of(), "backup", "file")).hasLineCount(1).contains("file exists");
            assertThat(file).hasBinaryContent(before);
            assertThat(run(1, Map.of(), "restore", "file")).hasLineCount(1).contains("in use by another Stencil");
            writers.end();
        }
    }

    @Test
    void whatCannotBeDoneIsOneLineAndLeavesNothing() throws Exception {
        assertThat(run(1, Map.of(), "backup", "file")).hasLineCount(1).contains("There is no data/stencil.db");
        assertThat(run(1, Map.of(), "backup", "-")).hasLineCount(1).contains("- is no file");
        assertThat(run(1, Map.of(), "restore", "-")).hasLineCount(1).contains("- is no file");
        assertThat(run(1, Map.of(), "restore", "nowhere")).hasLineCount(1).contains("There is no file nowhere");
        assertThat(run(1, Map.of("MONGODB_URI", "mongodb://u:canary@127.0.0.1:1/x"), "backup", "file"))
                .hasLineCount(1)
                .contains("docs/mongodb.md")
                .doesNotContain("canary");
        assertThat(run(2, Map.of(), "backup")).hasLineCount(1);
        Files.createDirectory(folder.resolve("data"));
        Files.writeString(folder.resolve("data/stencil.db"), "no database at all");
        assertThat(run(1, Map.of(), "backup", "file")).hasLineCount(1).contains("damaged or no database");
        assertThat(run(1, Map.of(), "backup", "no/folder/file")).hasLineCount(1)
                .contains("cannot write no/folder/file");
        assertThat(run(1, Map.of(), "restore", "data/stencil.db", "--data", "elsewhere"))
                .hasLineCount(1)
                .contains("damaged or no database");
        assertThat(folder.resolve("file")).doesNotExist();
        assertThat(folder.resolve("file.part")).doesNotExist();
        assertThat(folder.resolve("elsewhere/stencil.db")).doesNotExist();
    }
}
