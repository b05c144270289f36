package dev.stencil.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stencil.adapter.sqlite.SqliteReading;
import dev.stencil.app.Background;
import dev.stencil.app.MongoForTests;
import dev.stencil.app.OriginalDatabase;
import dev.stencil.app.Program;
import dev.stencil.app.TestClient;
import dev.stencil.app.moving.Export;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.domain.archive.KeyRole;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.memory.InMemoryStorage;
import dev.stencil.core.port.Storage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Export and import as commands, each a process of its own. */
class MovingTest {
    private static final int MANY = 8_000;
    private static final int NEEDS_A_PERSON = 3;
    private static final String HASH = "4104d36f8da2c254349f85836793ebe029e0c957063a34c91c2e9203187b5631";
    private static final Id OWNER = new Id("6553f1000102030405060708");

    @TempDir
    Path folder;

    private String run(int exitCode, Map<String, String> environment, String... args) {
        return Program.run(folder, exitCode, environment, args);
    }

    @Test
    void everyAcknowledgedTemplateIsInAnExportBesideARunningServer() throws Exception {
        try (Program server = Program.start(folder, Map.of("PORT", "0"))) {
            TestClient client = TestClient.of(server.url(), "ada", "lovelace");
            for (int i = 0; i < 50; i++) {
                client.post("/create", Map.of("template", "before " + i));
            }
            try (Background writers = new Background(4, writer -> n -> {
                String value = "writer " + writer + ": " + n;
                client.post("/create", Map.of("template", value));
                client.post("/update", Map.of("old_template", value, "new_template", value + "!"));
            })) {
                assertThat(run(0, Map.of(), "export", "file")).contains("1 account and ");
                writers.end();
            }
            String file = Files.readString(folder.resolve("file"));
            for (int i = 0; i < 50; i++) {
                assertThat(file).contains("\"content\":\"before " + i + "\"}}\n");
            }
            assertThat(file).contains("writer ");
        }
        try (MongoForTests database = new MongoForTests()) {
            assertThat(run(0, Map.of("MONGODB_URI", database.uri()), "import", "file")).contains("1 account and ");
            assertThat(run(0, Map.of("MONGODB_URI", database.uri()), "export", "again")).contains("1 account and ");
            assertThat(Files.readString(folder.resolve("again"))).isEqualTo(Files.readString(folder.resolve("file")));
        }
    }

    @Test
    void anImportThatIsKilledGoesOnAndNothingIsThereTwice() throws Exception {
        Path file = manyTemplates();
        try (Program killed = Program.start(folder, Map.of(), "import", "many", "--data", "kept")) {
            await().until(() -> templates() > 100);
            killed.kill();
        }
        assertThat(templates()).isBetween(100L, MANY - 1L);
        assertThat(run(0, Map.of("DATA_DIR", "kept"), "import", "many"))
                .contains("1 account and " + MANY + " templates")
                .contains("were there before");
        run(0, Map.of("DATA_DIR", "kept"), "export", "again");
        assertThat(folder.resolve("again")).hasSameBinaryContentAs(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("again"))))
                .isEqualTo("rw-------");
    }

    @Test
    void anAdoptedDatabaseGoesToSqliteAndBackWithNothingLost() throws Exception {
        try (MongoForTests back = new MongoForTests(); OriginalDatabase original = OriginalDatabase.load()) {
            run(NEEDS_A_PERSON, Map.of("MONGODB_URI", original.uri()), "migrate", "--finish");
            // Those that are no accounts or templates stay behind, and it says so.
            run(NEEDS_A_PERSON, Map.of("MONGODB_URI", original.uri()), "export", "of-mongo");
            run(0, Map.of(), "import", "of-mongo", "--data", "kept");
            run(0, Map.of(), "export", "of-sqlite", "--data", "kept");
            run(0, Map.of("MONGODB_URI", back.uri()), "import", "of-sqlite");
            run(0, Map.of("MONGODB_URI", back.uri()), "export", "of-mongo-again");
            assertThat(Files.readAllLines(folder.resolve("of-mongo"))).hasSizeGreaterThan(130);
            assertThat(folder.resolve("of-sqlite")).hasSameBinaryContentAs(folder.resolve("of-mongo"));
            assertThat(folder.resolve("of-mongo-again")).hasSameBinaryContentAs(folder.resolve("of-mongo"));
            assertThat(OriginalDatabase.ours(back.uri())).isEqualTo(OriginalDatabase.ours(original.uri()));
        }
    }

    private Path manyTemplates() {
        Storage storage = new InMemoryStorage();
        Instant created = Instant.ofEpochMilli(1_700_000_000_000L);
        storage.intake().put(new User(OWNER, new UserName("ada"), HASH, created, created), KeyRole.HOLDER);
        for (int i = 0; i < MANY; i++) {
            Id id = new Id("%024x".formatted(i));
            storage.templates().add(
                    Template.create(id, OWNER, Content.stored("value " + i), created.plusMillis(i)));
        }
        Path file = folder.resolve("many");
        new Export(storage.archive(), new ProgressLine(new PrintWriter(Writer.nullWriter()))).to(file, false);
        return file;
    }

    private long templates() {
        if (Files.notExists(folder.resolve("kept/stencil.db"))) {
            return 0;
        }
        try (SqliteReading reading = SqliteReading.open(folder.resolve("kept"))) {
            return reading.archive().inventory().templates();
        }
    }

    @Test
    void whatTheOriginalKeptIsImportedAndWhatCannotBeIsNamed() throws IOException {
        Files.writeString(folder.resolve("users.json"), """
                {"_id":{"$oid":"6b04aa4c8db14562ea94a900"},"username":"ann","password":"hunter2"}
                {"_id":{"$oid":"6b04aa4c8db14562ea94a901"},"username":"%s","password":"%s"}
                {"_id":{"$oid":"6b04aa4c8db14562ea94a902"},"username":5,"password":"%s"}
                """.formatted("n".repeat(5_000), HASH, HASH));
        Files.writeString(folder.resolve("templates.json"), "");
        assertThat(run(3, Map.of(), "import", "users.json", "templates.json"))
                .contains(
                        "users.json, line 1 (6b04aa4c8db14562ea94a900): taken, but cannot log in, as its password hash"
                                + " cannot be used: it has no form that is known")
                .contains("users.json, line 2 (6b04aa4c8db14562ea94a901): taken, but cannot log in, as no token")
                .contains("users.json, line 3 (6b04aa4c8db14562ea94a902): left out: the user name is no string")
                .contains("2 accounts and 0 templates in the store")
                .contains("3 to be looked at")
                .doesNotContain("hunter2");
    }

    @Test
    void whatCannotBeDoneIsOneLine() throws IOException {
        assertThat(run(1, Map.of(), "export", "file")).hasLineCount(1).contains("stencil.db");
        assertThat(folder.resolve("data")).doesNotExist();
        assertThat(run(1, Map.of(), "export", "-")).hasLineCount(1).contains("- is no file");
        assertThat(run(1, Map.of(), "import", "-")).hasLineCount(1).contains("- is no file");
        assertThat(run(1, Map.of(), "import", "-", "templates.json")).hasLineCount(1).contains("- is no file");
        assertThat(folder.resolve("-")).doesNotExist();
        assertThat(run(1, Map.of(), "import", "nowhere")).hasLineCount(1).contains("nowhere");
        assertThat(run(1, Map.of("MONGODB_URI", "mongodb://u:canary@127.0.0.1:1/x"), "export", "file"))
                .contains("MongoDB does not answer")
                .doesNotContain("canary");
        Files.createDirectory(folder.resolve("data"));
        Files.writeString(folder.resolve("data/stencil.db"), "no database at all");
        assertThat(run(1, Map.of(), "export", "file")).hasLineCount(1).contains("damaged or no database");
    }

    @Test
    void aFolderThatAServerHasOpenTakesNoImport() {
        manyTemplates();
        try (Program server = Program.start(folder, Map.of("PORT", "0"))) {
            server.url();
            assertThat(run(1, Map.of(), "import", "many")).hasLineCount(1).contains("in use");
        }
    }
}
