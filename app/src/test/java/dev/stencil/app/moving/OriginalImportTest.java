package dev.stencil.app.moving;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stencil.adapter.password.Argon2PasswordHasher;
import dev.stencil.adapter.sqlite.SqliteStorage;
import dev.stencil.app.OriginalDatabase;
import dev.stencil.app.TestServer;
import dev.stencil.app.config.CommandFailed;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.Order;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.memory.InMemoryStorage;
import dev.stencil.core.port.Storage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginalImportTest {
    private static final String ANN = """
            {"_id":{"$oid":"6b04aa4c8db14562ea94a900"},"username":"ann","password":"x"}
            """;
    private static final String ONE = """
            {"_id":{"$oid":"6b04aa4c8db14562ea94a902"},"profile":"ann","template":1}
            """;

    @TempDir
    private Path folder;

    private final RecordedProgress recording = new RecordedProgress();

    private MoveResult take(Storage storage, String users, String templates) throws Exception {
        return take(
                storage,
                Files.writeString(folder.resolve("u.json"), users),
                Files.writeString(folder.resolve("t.json"), templates));
    }

    private MoveResult take(Storage storage, Path users, Path templates) {
        return new OriginalImport(storage.intake(), name -> !name.isEmpty(), hash -> Optional.empty(), recording)
                .from(users, templates);
    }

    private MoveResult takeDatabase(Storage storage, UnaryOperator<String> form) throws Exception {
        return take(
                storage,
                MongoExport.write(folder, "users", form),
                MongoExport.write(folder, "templates", form));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theLastTenUsersLogInAndSeeWhatTheOriginalListed(boolean relaxed) throws Exception {
        Storage storage = SqliteStorage.open(folder.resolve("data"));
        try (TestServer server = TestServer.start(storage, Map.of())) {
            takeDatabase(storage, relaxed ? MongoExport::relaxed : UnaryOperator.identity());
            OriginalDatabase.assertTheLastTenUsersSeeWhatTheyHad(server);
        }
    }

    /** 57 users: 8 whose name is no string, 3 of a name that is taken. 107 templates: one whose profile is a list. */
    @Test
    void everyDocumentIsTakenOrNoted() throws Exception {
        MoveResult moved = takeDatabase(new InMemoryStorage(), UnaryOperator.identity());
        assertThat(moved.templates()).isEqualTo(106);
        assertThat(moved.users()).isEqualTo(57 - noted("users.json", "left out"));
        assertThat(noted("", "left out: the user name is no string")).isEqualTo(9);
        assertThat(noted("", "left out: an older account has exactly this name")).isEqualTo(3);
        assertThat(noted("templates.json", "left out: the profile is no string")).isEqualTo(1);
        assertThat(noted("users.json", "taken, but without members")).isEqualTo(2);
        assertThat(noted("users.json", "taken, but cannot log in")).isEqualTo(1);
        assertThat(moved.noted()).isEqualTo(recording.notes().size());
        assertThat(recording.notes()).noneMatch(note -> note.contains("victim") || note.contains("planted"));
    }

    private long noted(String file, String what) {
        return recording.notes().stream().filter(note -> note.startsWith(file) && note.contains(what)).count();
    }

    @Test
    void anAccountWhoseHashCannotBeUsedIsTakenAndNotedWithoutTheHash() throws Exception {
        Storage storage = new InMemoryStorage();
        MoveResult moved = new OriginalImport(storage.intake(), name -> true, new Argon2PasswordHasher()::unusable,
                recording)
                .from(Files.writeString(folder.resolve("u.json"), """
                        {"_id":{"$oid":"6b04aa4c8db14562ea94a900"},"username":"ann","password":"hunter2"}
                        {"_id":{"$oid":"6b04aa4c8db14562ea94a901"},"username":"bob","password":"$2b$31$aoyjTF4WxVAkpur\
                        lkpOK6OV1oFTrM7qWQFR8RInXixAH9V4fMccuO"}
                        {"_id":{"$oid":"6b04aa4c8db14562ea94a902"},"username":"cay","password":"$2b$10$aoyjTF4WxVAkpur\
                        lkpOK6OV1oFTrM7qWQFR8RInXixAH9V4fMccuO"}
                        """), Files.createFile(folder.resolve("t.json")));
        assertThat(moved).isEqualTo(new MoveResult(3, 0, 0, 2));
        String taken = "): taken, but cannot log in, as its password hash cannot be used: it";
        assertThat(recording.notes()).containsExactly(
                "u.json, line 1 (6b04aa4c8db14562ea94a900" + taken + " has no form that is known",
                "u.json, line 2 (6b04aa4c8db14562ea94a901" + taken + "s bcrypt cost is 31, and 14 is the most");
    }

    @Test
    void takingItAgainChangesNothing() throws Exception {
        Storage storage = new InMemoryStorage();
        MoveResult first = takeDatabase(storage, UnaryOperator.identity());
        MoveResult again = takeDatabase(storage, MongoExport::relaxed);
        assertThat(again).isEqualTo(
                new MoveResult(first.users(), first.templates(), first.users() + first.templates(), first.noted()));
    }

    @Test
    void listsGoByTheOrderOfTheFileWhateverTheIds() throws Exception {
        Storage storage = new InMemoryStorage();
        take(storage, ANN, """
                {"_id":{"$oid":"6b04aa4c8db14562ea94a902"},"profile":"ann","template":1}
                {"_id":{"$oid":"6b04aa4c8db14562ea94a901"},"profile":"ann","template":2}
                {"_id":{"$oid":"6b04aa4d8db14562ea94a903"},"profile":"ann","template":1.0}
                """);
        Id ann = new Id("6b04aa4c8db14562ea94a900");
        List<Template> list = storage.templates().page(ann, null, Order.OLDEST_FIRST, 10).items();
        Instant second = Instant.ofEpochSecond(0x6b04aa4cL);
        assertThat(list).extracting(template -> template.content().value()).containsExactly(1L, 2L, 1.0);
        assertThat(list).extracting(Template::created)
                .containsExactly(second, second.plusMillis(1), second.plusSeconds(1));
        assertThat(storage.archive().templates(null, 10).items()).extracting(one -> one.role().name())
                .containsExactly("HOLDER", "SHARER", "HOLDER");
    }

    @Test
    void namesThatShareAKeyAreAccountsBesideEachOther() throws Exception {
        Storage storage = new InMemoryStorage();
        take(storage, """
                {"_id":{"$oid":"6b04aa4c8db14562ea94a905"},"username":"Ann","password":"1"}
                {"_id":{"$oid":"6b04aa4c8db14562ea94a903"},"username":"ann","password":"2"}
                {"_id":{"$oid":"6b04aa4c8db14562ea94a901"},"username":"ann","password":"3"}
                {"_id":"chosen","username":"ANN","password":"4"}
                """, """
                {"_id":{"$oid":"6b04aa4d8db14562ea94a903"},"profile":"ANN","template":"mine"}
                """);
        assertThat(List.of("Ann", "ann", "ANN", "aNN"))
                .extracting(name -> storage.users().find(new UserName(name)).map(User::passwordHash).orElse(""))
                .containsExactly("1", "2", "4", "1");
        Id chosen = storage.users().find(new UserName("ANN")).orElseThrow().id();
        assertThat(storage.templates().page(chosen, null, Order.OLDEST_FIRST, 10).items()).hasSize(1);
    }

    @Test
    void whatJsonCannotExpressIsOpaque() throws Exception {
        Storage storage = new InMemoryStorage();
        take(storage, ANN, """
                {"_id":{"$oid":"6b04aa4c8db14562ea94a902"},"profile":"ann","template":{"$date":"2020-01-01T00:00:00Z"}}
                """);
        Content content = storage.archive().templates(null, 1).items().getFirst().item().content();
        assertThat(content.isOpaque()).isTrue();
        assertThat(new String(content.json(), UTF_8))
                .isEqualTo("{\"$date\":{\"$numberLong\":\"1577836800000\"}}");
    }

    @Test
    void aStoreWithAnotherAccountOfTheNameIsRefused() throws Exception {
        Storage storage = new InMemoryStorage();
        User other = new User(
                new Id("6b04aa4c8db14562ea94a9ff"), new UserName("ANN"), "x", Instant.EPOCH, Instant.EPOCH);
        storage.users().add(other);
        assertThatExceptionOfType(CommandFailed.class)
                .isThrownBy(() -> take(storage, ANN, ""))
                .withMessageContainingAll("u.json, line 1", other.id().hex(), "empty store")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("ann\""));
    }

    @Test
    void whatAFileHasTwiceIsNotTheStoresFault() {
        for (int attempt = 0; attempt < 20; attempt++) {
            assertThatExceptionOfType(CommandFailed.class)
                    .isThrownBy(() -> take(new InMemoryStorage(), ANN, ONE + ONE.replace('2', '3') + ONE))
                    .withMessageContaining("t.json, line 3: line 1 has the same _id");
            assertThatExceptionOfType(CommandFailed.class)
                    .isThrownBy(() -> take(new InMemoryStorage(), ANN + ANN.replace("ann", "bob"), ""))
                    .withMessageContaining("u.json, line 2: line 1 has the same _id");
        }
    }

    @Test
    void filesThatWerePutTogetherAreRefused() {
        for (String[] files : new String[][]{{ANN + ONE, ONE}, {ANN, ONE + ANN}}) {
            assertThatExceptionOfType(CommandFailed.class)
                    .isThrownBy(() -> take(new InMemoryStorage(), files[0], files[1]))
                    .withMessageContaining("line 2: is a document of the other collection");
        }
        assertThat(recording.notes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{}]", "{\"_id\":1", "secret", "{\"_id\":1,\"profile\":\"secret\"}",
            "{\"username\":\"secret\"}",
            "{\"_id\":1,\"username\":\"secret\",\"stencil\":{}}", "{\"_id\": {\"$oid\": \"secret\"}}"})
    void aLineThatIsNoDocumentOfTheOriginalIsNamedAndNotQuoted(String line) {
        assertThatExceptionOfType(CommandFailed.class)
                .isThrownBy(() -> take(new InMemoryStorage(), "\n" + line, ""))
                .withMessageContaining("u.json, line 2")
                .withNoCause()
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    }
}
