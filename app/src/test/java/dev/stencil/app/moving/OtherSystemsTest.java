package dev.stencil.app.moving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stencil.adapter.password.Argon2PasswordHasher;
import dev.stencil.app.TestServer;
import dev.stencil.core.memory.InMemoryStorage;
import dev.stencil.core.port.Storage;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands of docs/moving.md that make an import file of another system's accounts. */
class OtherSystemsTest {
    private static final String PASSWORD = "correct h\u00f6rse";
    private static final String BCRYPT = "$2a$10$a0yWwDzcjlDy4l04wIiSM.9E0skZDYCfrr0qT3sX1ZbWJVGmYNEnO";
    private static final String DJANGO =
            "pbkdf2_sha256$1000$saltySALT1234$972AcDekTkuti3rGwUIlUKDjU97JIpbY4P7z7HDNEAA=";
    private static final String WERKZEUG =
            "pbkdf2:sha512:20000$fM4wNHAuFfAq8fam$cab70c7fd5d43e54c67db95b1a4720e875c3d56320"
                    + "3adcdf9ee6b3641caba3bf5c50b58e0fd11ee2854f2df1c00ddc5d9a351f5db26efdc1a390fc0393e0e2f8";

    @TempDir
    private Path folder;

    private final RecordedProgress recording = new RecordedProgress();

    @Test
    void pocketBase() throws Exception {
        commands("pb_data",
                """
                        mkdir pb_data; sqlite3 pb_data/data.db "CREATE TABLE users (id TEXT PRIMARY KEY, email TEXT, password TEXT,
                          created TEXT); INSERT INTO users VALUES ('zlx8oa3t5e4fnra', 'ada@example.org', '%s', '2025-01-02 03:04:05Z'),
                          ('a1x8oa3t5e4fnrb', 'bob@example.org', '%s', '2025-01-03 03:04:05Z')"
                        """
                        .formatted(literal(BCRYPT), literal(BCRYPT)),
                "sqlite3");
        assertTheyLogIn("ada@example.org", "bob@example.org");
    }

    @Test
    void parseServer() throws Exception {
        commands("_User",
                """
                        mongoexport() { echo '{"_id":"rI0XWlqSvu","_hashed_password":"%s","username":"ada","email":"a@example.org"}'; }
                        """
                        .formatted(BCRYPT),
                "jq");
        assertTheyLogIn("ada");
    }

    @Test
    void django() throws Exception {
        commands("dumpdata",
                """
                        python() { echo '[{"model":"auth.user","pk":1,"fields":{"password":"%1$s","username":"ada","is_active":true}},
                          {"model":"auth.user","pk":2,"fields":{"password":"%1$s","username":"gone","is_active":false}}]'; }
                        """
                        .formatted(DJANGO),
                "jq");
        assertTheyLogIn("ada");
    }

    @Test
    void flask() throws Exception {
        commands("instance/app.db", """
                mkdir instance; sqlite3 instance/app.db "CREATE TABLE user (id INTEGER PRIMARY KEY, username TEXT,
                  password_hash TEXT); INSERT INTO user VALUES (1, 'ada', '%s'), (2, 'B\u00f6b''s', '%s')"
                """.formatted(literal(WERKZEUG), literal(WERKZEUG)), "sqlite3");
        assertTheyLogIn("ada", "B\u00f6b's");
    }

    private static String literal(String hash) {
        return hash.replace("$", "\\$");
    }

    /** @param before makes what the other system has */
    private void commands(String mark, String before, String program) throws Exception {
        assumeTrue(List.of(System.getenv("PATH").split(File.pathSeparator, -1)).stream()
                .anyMatch(path -> Files.isExecutable(Path.of(path, program))), program + " is not on the PATH");
        Matcher block = Pattern.compile("^```sh\\n(.*?)^```\\n", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(Files.readString(Path.of("..", "docs", "moving.md")));
        String commands = block.results().map(found -> found.group(1)).filter(text -> text.contains(mark)).findFirst()
                .orElseThrow();
        Process bash = new ProcessBuilder("bash", "-ec", before + commands)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("printed").toFile())
                .start();
        assertThat(bash.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(folder.resolve("printed")).isEmptyFile();
    }

    private void assertTheyLogIn(String... names) throws Exception {
        Storage storage = new InMemoryStorage();
        MoveResult moved =
                new OriginalImport(storage.intake(), name -> true, new Argon2PasswordHasher()::unusable, recording)
                        .from(folder.resolve("users.json"), Files.createFile(folder.resolve("templates.json")));
        assertThat(recording.notes()).isEmpty();
        assertThat(moved).isEqualTo(new MoveResult(names.length, 0, 0, 0));
        try (TestServer server = TestServer.start(storage, Map.of())) {
            for (String name : names) {
                server.client().login(name, PASSWORD);
            }
        }
    }
}
