package dev.stencil.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.app.config.Setting;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CommandLineTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "--prot=80                       | unknown flag or command: --prot",
            "deploy                          | unknown flag or command: deploy",
            "serve --memory                  | unknown flag or command: --memory",
            "--port                          | '--port'",
            "--port 1 --port 2               | '--port'",
            "--port http                     | --port must be a whole number from 0 to 65535",
            "--port 80 serve                 | --port must come after serve",
            "--in-memory --data x            | --in-memory and --data name different stores",
            "serve --in-memory               | JWT_SECRET_KEY",
            "--data x export y               | --data must come after export",
            "--data x import y               | --data must come after import",
            "export                          | '<file>'",
            "import a b c                    | import takes one file",
            "export x --port 1               | unknown flag or command: --port",
            "export x --data y --mongodb-uri mongodb://c | name different stores",
            "--mongodb-uri mongodb://a:b@c   | --mongodb-uri holds a password",
            "migrate                         | migrate needs the database: --mongodb-uri, MONGODB_URI",
            "migrate --mongodb-uri a://b     | --mongodb-uri must be a URI that begins with mongodb://",
            "migrate --mongodb-uri mongodb://a:b@c | --mongodb-uri holds a password",
            "migrate --dry-run --finish      | --dry-run and --finish contradict each other",
            "migrate --wrap-hashes           | --wrap-hashes goes with --finish only",
            "migrate --mongodb-uri mongodb://a --report /nowhere/x | --report names a file that cannot be written",
            "--port 80 migrate               | --port must come after migrate",
            "--port 80 keys list x           | --port must come after keys",
            "export \uFFFDut                     | it has a character that could not be read",
            "import \uFFFDut                     | it has a character that could not be read",
            "keys list \uFFFDut                  | it has a character that could not be read",
            "migrate --mongodb-uri mongodb://a --report \uFFFDx | --report has a character that could not be read",
            "keys                            | Missing required subcommand",
            "keys list                       | '<file>'",
            "keys list x --port 1            | unknown flag or command: --port",
            "keys generate x --algorithm RS256 | --algorithm must be ES256 or HS256",
            "keys generate x --from-secret   | JWT_SECRET_KEY",
            "keys generate x --from-secret --algorithm ES256 | contradict each other",
            "keys rotate x --keep 1d         | --keep must be a whole number",
            "keys rotate x --keep -1         | --keep must be a whole number",
            "users                           | Missing required subcommand",
            "users promote ada               | unknown flag or command: promote",
            "--port 80 users list            | --port must come after users",
            "users list ada                  | unknown flag or command: ada",
            "users list --data x --mongodb-uri mongodb://c | name different stores",
            "users list --mongodb-uri mongodb://a:b@c | --mongodb-uri holds a password",
            "users list --limit 0            | --limit must be a whole number",
            "users list --state gone         | --state must be active or deleting or disabled",
            "users list --role Admin         | --role must be a letter",
            "users list --prefix \uFFFDx       | --prefix has a character that could not be read",
            "users show                      | '<account>'",
            "users grant ada                 | '<role>'",
            "users add                       | '<name>'",
            "users add ada --password=canary | unknown flag or command: --password",
            "users add \uFFFDda --generate     | the name has a character that could not be read",
            "users set-password ada canary0  | an argument is not known",
            "keys rotate x --publish --keep 1 | --publish and --keep contradict each other",
    })
    void aMistakeIsOneLineThatNamesIt(String line, String complaint) {
        int code = execute(line.split(" ", -1));

        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).startsWith("stencil: ").contains(complaint).hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({"--jwt-secret-key=canary", "canary0@example", "@canary0"})
    void whatIsNotKnownMayBeASecretAndIsNotShown(String argument) {
        assertThat(execute(argument)).isEqualTo(2);
        assertThat(err.toString()).hasLineCount(1).doesNotContain("canary");
    }

    @Test
    void helpNamesEverySetting() {
        assertThat(execute("--help")).isZero();
        assertThat(out.toString())
                .contains("--host", "--port", "--data", "--mongodb-uri", "--in-memory", "serve", "keys", "users",
                        "./data")
                .contains(Stream.of(Setting.values()).map(Setting::name).toList())
                .contains("MONGODB_URI_FILE", "JWT_SECRET_KEY_FILE", "0.0.0.0 (development: 127.0.0.1)");
    }

    @Test
    void versionIsOneLine() {
        assertThat(execute("--version")).isZero();
        assertThat(out.toString()).startsWith("Stencil ").hasLineCount(1);
    }

    private int execute(String... args) {
        CommandLine commandLine = Main.commandLine(Map.of());
        return commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(args);
    }
}
