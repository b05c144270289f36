package dev.stencil.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.adapter.mongo.MongoStorage;
import dev.stencil.adapter.sqlite.SqliteStorage;
import dev.stencil.app.Main;
import dev.stencil.app.MongoForTests;
import dev.stencil.app.Program;
import dev.stencil.app.TestClient;
import dev.stencil.app.TestServer;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.domain.archive.KeyRole;
import dev.stencil.core.port.Storage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands for accounts, most of them within the test's process. */
class UserCommandsTest {
    private static final Instant CREATED = Instant.ofEpochMilli(1_700_000_000_000L);

    private static final Pattern ID = Pattern.compile("\\b[0-9a-f]{24}\\b");

    @TempDir
    Path folder;

    private final MongoForTests database = new MongoForTests();
    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();

    @AfterEach
    void drop() {
        database.close();
    }

    private Map<String, String> sqlite() {
        return Map.of("DATA_DIR", folder.resolve("kept").toString(), "PASSWORD_BLOCKLIST", "off");
    }

    private Map<String, String> environment(boolean mongo) {
        return mongo ? Map.of("MONGODB_URI", database.uri(), "PASSWORD_BLOCKLIST", "off") : sqlite();
    }

    private Storage storage(boolean mongo) {
        return mongo ? MongoStorage.open(database.uri()) : SqliteStorage.open(folder.resolve("kept"));
    }

    /** @return the exit code */
    private int execute(Map<String, String> environment, String... args) {
        out = new StringWriter();
        err = new StringWriter();
        List<String> line = new ArrayList<>(List.of("users"));
        line.addAll(List.of(args));
        return Main.commandLine(environment)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(line.toArray(String[]::new));
    }

    /** @return what it prints, but for the head of the table */
    private String users(Map<String, String> environment, String... args) {
        assertThat(execute(environment, args)).as(() -> out.toString() + err).isZero();
        return out.toString().replaceFirst("account .*name\\R", "");
    }

    private void refused(int code, String complaint, Map<String, String> environment, String... args) {
        assertThat(execute(environment, args)).as(() -> out.toString() + err).isEqualTo(code);
        assertThat(err.toString()).startsWith("stencil: ").contains(complaint).hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    private static String member(String name, String json) {
        Matcher found = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(json);
        assertThat(found.find()).as(json).isTrue();
        return found.group(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theFirstAdministratorIsMadeBeforeTheFirstStart(boolean mongo) throws Exception {
        String added = users(environment(mongo), "add", "root", "--role", "admin", "--generate", "--json");
        try (TestServer server = TestServer.start(storage(mongo), Map.of())) {
            TestClient client = server.client();
            client.login("root", member("password", added));
            assertThat(client.get("/api/v1/admin/accounts").body()).contains(member("id", added)).contains("\"admin\"");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void eachCommandDoesWhatItSays(boolean mongo) {
        Map<String, String> environment = environment(mongo);
        assertThat(users(environment, "add", "Root", "--role", "admin", "--role", "admin", "--generate"))
                .containsPattern("active .* admin +Root\\Rpassword  [a-z2-9]{24}\\R");
        String id = member("id", users(environment, "add", "ada", "--generate", "--json"));
        refused(1, "taken, by " + id, environment, "add", "ADA", "--generate");
        refused(2, "the name must not begin or end with a blank", environment, "add", " ada", "--generate");
        refused(2, "a role must be a letter", environment, "add", "bob", "--role", "Admin", "--generate");

        assertThat(users(environment, "show", "Ada")).isEqualTo(users(environment, "show", id)).contains(id);
        assertThat(users(environment, "grant", "ada", "support", "writer")).contains(" support,writer  ada");
        assertThat(users(environment, "revoke", id, "writer", "nothing")).contains(" support ").contains(" ada");
        refused(2, "a role must be a letter", environment, "revoke", "ada", "Support");
        refused(1, "nobody else is an administrator", environment, "revoke", "root", "admin");
        refused(1, "nobody else is an administrator", environment, "disable", "root");
        refused(1, "nobody else is an administrator", environment, "delete", "root", "--yes");

        assertThat(users(environment, "disable", "ada", "--json")).contains("\"state\":\"disabled\"");
        assertThat(users(environment, "list", "--state", "disabled")).hasLineCount(1).contains(id);
        assertThat(users(environment, "enable", "ada")).contains(" active ");
        assertThat(users(environment, "list", "--state", "disabled")).isEmpty();
        assertThat(users(environment, "list", "--json", "--prefix", "RO", "--role", "admin"))
                .hasLineCount(1)
                .contains("\"Root\"");
        assertThat(users(environment, "list", "--limit", "1")).hasLineCount(1).contains(" ada");

        assertThat(users(environment, "set-password", "ada", "--generate")).containsPattern("\\Rpassword  \\w{24}\\R");
        assertThat(users(environment, "reset", "ada")).containsPattern("\\Rreset_token  [\\w-]{59}\\Rexpires_at  2");
        assertThat(users(environment, "end-sessions", "ada")).contains(id).doesNotContain("password");
        assertThat(users(environment, "delete", "ada", "--yes")).contains(" deleted ").contains(id);
        refused(1, "there is no such account", environment, "show", "ada");
        refused(1, "there is no such account", environment, "disable", id);
    }

    @Test
    void aFolderThatAServerHasIsLeftToIt() {
        try (TestServer server = TestServer.start(storage(false), Map.of())) {
            assertThat(server.url()).isNotEmpty();
            refused(1, "use its API", sqlite(), "list");
            refused(1, "use its API", sqlite(), "add", "ada", "--generate");
        }
    }

    @Test
    void aStoreThatIsNotThereIsMadeForTheFirstAccountOnly() {
        refused(1, "there is no store in", sqlite(), "list");
        refused(1, "there is no store in", sqlite(), "set-password", "ada", "--generate");
        assertThat(folder).isEmptyDirectory();
        users(sqlite(), "add", "ada", "--generate");
        assertThat(users(sqlite(), "list")).hasLineCount(1);
    }

    @Test
    void whatANameHoldsIsOneLineAndActsOnNoTerminal() {
        String name = "\u001b[2J\r\nroot\u009b1m\u202e\u2028\ud800\udb40\udc01 é😀";
        try (Storage storage = storage(false)) {
            storage.intake().put(user(1, name), KeyRole.HOLDER);
        }
        for (String flag : List.of("--json", "--limit=9")) {
            assertThat(users(sqlite(), "list", flag))
                    .hasLineCount(1)
                    .contains("é😀")
                    .doesNotContain("\u001b", "\r", "\u009b", "\u202e", "\u2028", "\udb40");
        }
        assertThat(users(sqlite(), "list", "--json")).contains("\\u001b[2J", "root\\u009b1m\\u202e\\u2028");
    }

    /** Otherwise whoever registers the id of another account would be taken for that one. */
    @Test
    void anIdNamesTheAccountThatHasItAndNoOther() {
        String id = member("id", users(sqlite(), "add", "ada", "--generate", "--json"));
        users(sqlite(), "add", id, "--generate");
        assertThat(users(sqlite(), "disable", id)).endsWith(" ada" + System.lineSeparator());
        users(sqlite(), "delete", id, "--yes");
        refused(1, "there is no such account", sqlite(), "enable", id);
    }

    @Test
    void aListGoesOnFromPageToPage() {
        int many = 1_100;
        try (Storage storage = storage(false)) {
            for (int i = 0; i < many; i++) {
                storage.intake().put(user(i, "user " + i), KeyRole.HOLDER);
            }
        }
        assertThat(users(sqlite(), "list").lines().distinct()).hasSize(many);
        assertThat(users(sqlite(), "list", "--limit", "501").lines()).hasSize(501);
        assertThat(users(sqlite(), "list", "--json", "--prefix", "user 10").lines()).hasSize(1 + 10 + 100);
    }

    private static User user(int number, String name) {
        return new User(new Id("%024x".formatted(number)), new UserName(name), "no hash", CREATED, CREATED);
    }

    @Test
    void aPasswordIsReadFromStandardInputByTheRulesOfTheServerAndTheLogGoesElsewhere() throws IOException {
        String added = reading("short\n", 0, Map.of(), "add", "ada");
        assertThat(added).contains("account_added user=" + member("id", added) + " roles= by=command_line client=-");
        assertThat(reading("short\n", 2, sqlite(), "add", "ada"))
                .endsWith("stencil: the password must have at least 8 characters" + System.lineSeparator());
        assertThat(reading("a\nb\n", 2, Map.of(), "set-password", "ada")).hasLineCount(1).contains("one line");
        assertThat(reading("", 2, Map.of(), "set-password", "ada")).hasLineCount(1).contains("there is no password");
        assertThat(reading("y\n", 2, Map.of(), "delete", "ada")).hasLineCount(1).contains("needs --yes");
    }

    /** @return what it complains of and logs, after what it prints, which is JSON alone */
    private String reading(String input, int code, Map<String, String> environment, String... args) throws IOException {
        Path file = Files.writeString(folder.resolve("input"), input);
        List<String> line = new ArrayList<>(List.of("users", "--json"));
        line.addAll(List.of(args));
        try (Program program = Program.startReading(file, folder, environment, line.toArray(String[]::new))) {
            assertThat(program.exitCode()).as(() -> program.out() + program.err()).isEqualTo(code);
            assertThat(program.out().lines()).hasSize(code == 0 ? 1 : 0).allMatch(one -> one.startsWith("{"));
            return program.out() + program.err();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void eachCommandPrintsWhatTheGuideSays(boolean mongo) throws IOException {
        String guide = Files.readString(Path.of("..", "docs", "administration.md"));
        List<String> section =
                guide.substring(guide.indexOf("## On the command line"), guide.indexOf("## What the log"))
                        .lines()
                        .filter(line -> line.startsWith("    "))
                        .map(String::strip)
                        .toList();
        StringBuilder printed = new StringBuilder();
        String id = "";
        for (String line : section) {
            if (line.startsWith("./run users ")) {
                String[] args = ID.matcher(line.substring("./run users ".length())).replaceAll(id).split(" ", -1);
                assertThat(execute(environment(mongo), args)).as(() -> line + err).isZero();
                printed.append(line).append('\n').append(out);
                id = ID.matcher(out.toString()).results().findFirst().orElseThrow().group();
            }
        }
        assertThat(section).hasSizeGreaterThan(30);
        assertThat(known(printed.toString())).isEqualToIgnoringNewLines(known(String.join("\n", section) + "\n"));
    }

    /** But for what is another one each time. */
    private static String known(String printed) {
        return ID.matcher(printed).replaceAll("id")
                .replaceAll("20\\d\\d-[\\d:.T-]+Z", "time")
                .replaceAll("(?m)^(password|reset_token)  [\\w-]+$", "$1");
    }

    @Test
    void aStartKnowsNothingOfThem() throws IOException {
        Path loaded = folder.resolve("loaded");
        try (Program program =
                Program.start(folder, Map.of("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + loaded), "--help")) {
            assertThat(program.exitCode()).isZero();
        }
        assertThat(Files.readString(loaded)).contains("command.Commands").doesNotContain("UserCommands", "KeyCommands");
    }
}
