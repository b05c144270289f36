package dev.stencil.app.moving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stencil.adapter.mongo.MongoStorage;
import dev.stencil.adapter.password.Argon2PasswordHasher;
import dev.stencil.adapter.sqlite.SqliteReading;
import dev.stencil.adapter.sqlite.SqliteStorage;
import dev.stencil.app.MongoForTests;
import dev.stencil.app.config.CommandFailed;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.SessionId;
import dev.stencil.core.domain.account.Access;
import dev.stencil.core.domain.account.AccountState;
import dev.stencil.core.domain.account.PasswordReset;
import dev.stencil.core.domain.account.ResetToken;
import dev.stencil.core.domain.account.Roles;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.domain.archive.KeyRole;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.memory.InMemoryStorage;
import dev.stencil.core.port.Intake;
import dev.stencil.core.port.Storage;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExportTest {
    private static final Id OWNER = new Id("000000000000000000000001");
    private static final Instant CREATED = Instant.ofEpochMilli(1_700_000_000_123L);

    private final RecordedProgress recording = new RecordedProgress();
    private final Storage source = new InMemoryStorage();
    private Path folder = Path.of("");

    @BeforeEach
    void fill(@TempDir Path temporary) {
        folder = temporary;
        source.intake().put(user(OWNER, "Ada \"\n\0 模"), KeyRole.HOLDER);
        source.intake().put(user(id(2), "ADA \"\n\0 模"), KeyRole.SHARER);
        source.intake().put(template(3, Content.stored(List.of(5L, 5.0, "x\n"))), KeyRole.SHARER);
        source.intake().put(template(4, Content.stored(List.of(5L, 5L, "x\n"))), KeyRole.HOLDER);
        source.intake().put(template(5, Content.opaque(Map.of("$numberDouble", "NaN"))), KeyRole.HOLDER);
    }

    private static Id id(int number) {
        return new Id("%024x".formatted(number));
    }

    private static User user(Id id, String name) {
        return new User(id, new UserName(name), "hash", CREATED, CREATED.plusMillis(1));
    }

    private static Template template(int number, Content content) {
        return new Template(id(number), OWNER, content, 7, CREATED.plusMillis(number), CREATED.plusSeconds(1));
    }

    private Path export(Storage storage, String name) {
        Path file = folder.resolve(name);
        new Export(storage.archive(), recording).to(file, false);
        return file;
    }

    /** An export in which one text stands in the place of another. */
    private Path changedExport(String part, String other) throws IOException {
        String whole = Files.readString(export(source, "whole"));
        return Files.writeString(folder.resolve("file"), whole.replace(part, other));
    }

    private MoveResult importInto(Storage storage, Path file) {
        return new Import(storage.intake(), hash -> Optional.empty(), recording).from(file);
    }

    private ThrowableAssertAlternative<CommandFailed> assertImportFails(Storage storage, Path file) {
        return assertThatExceptionOfType(CommandFailed.class).isThrownBy(() -> importInto(storage, file));
    }

    @Test
    void theFileIsAsItIsDescribed() throws IOException {
        assertThat(Files.readString(export(source, "file"))).isEqualTo("""
                {"stencil_export":3}
                {"user":{"id":"000000000000000000000001","role":"holder","name":"Ada \\"\\u000a\\u0000 模",\
                "password_hash":"hash","created":1700000000123,"updated":1700000000124}}
                {"user":{"id":"000000000000000000000002","role":"sharer","name":"ADA \\"\\u000a\\u0000 模",\
                "password_hash":"hash","created":1700000000123,"updated":1700000000124}}
                {"template":{"id":"000000000000000000000003","owner":"000000000000000000000001","role":"sharer",\
                "version":7,"created":1700000000126,"updated":1700000001123,"content":[5,5.0,"x\\u000a"]}}
                {"template":{"id":"000000000000000000000004","owner":"000000000000000000000001","role":"holder",\
                "version":7,"created":1700000000127,"updated":1700000001123,"content":[5,5,"x\\u000a"]}}
                {"template":{"id":"000000000000000000000005","owner":"000000000000000000000001","role":"holder",\
                "version":7,"created":1700000000128,"updated":1700000001123,"opaque":{"$numberDouble":"NaN"}}}
                {"end":{"users":2,"templates":3}}
                """);
    }

    @Test
    void stateAndRolesAreMovedAndAResetIsNot() throws IOException {
        Access disabled = new Access(AccountState.DISABLED, 2, Optional.empty(), Instant.ofEpochSecond(9));
        User user = user(id(1), "eve").with(disabled, CREATED).with(Roles.of(List.of("ops", "admin")), CREATED);
        Storage one = new InMemoryStorage();
        one.users().add(user.with(PasswordReset.of(ResetToken.next(id(1)), disabled, CREATED), CREATED));
        Path file = export(one, "file");
        assertThat(Files.readString(file)).isEqualTo("""
                {"stencil_export":3}
                {"user":{"id":"000000000000000000000001","role":"holder","name":"eve","password_hash":"hash",\
                "created":1700000000123,"updated":1700000000123,\
                "access":{"active":true,"epoch":2,"revoked_until":9,"disabled":true},"roles":["admin","ops"]}}
                {"end":{"users":1,"templates":0}}
                """);
        Storage other = new InMemoryStorage();
        importInto(other, file);
        assertThat(other.users().find(id(1))).contains(user);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aFileOfAVersionBeforeIsImported(int version) throws IOException {
        Path file = changedExport(":3}\n", ":" + version + "}\n");
        Storage other = new InMemoryStorage();
        importInto(other, file);
        assertThat(export(other, "again")).hasSameTextualContentAs(folder.resolve("whole"));
    }

    @Test
    void anAccountWhoseHashCannotBeUsedIsTakenAndNotedWithoutTheHash() {
        Storage other = new InMemoryStorage();
        MoveResult moved = new Import(other.intake(), new Argon2PasswordHasher()::unusable, recording)
                .from(export(source, "file"));
        assertThat(moved).isEqualTo(new MoveResult(2, 3, 0, 2));
        String taken = "): taken, but cannot log in, as its password hash cannot be used: it has no form that is known";
        assertThat(recording.notes()).containsExactly(
                "line 2 (000000000000000000000001" + taken, "line 3 (000000000000000000000002" + taken);
    }

    /** The files hold all there is, in the order of ids: they are equal, byte by byte, if nothing was lost. */
    @Test
    void nothingIsLostFromSqliteToMongoAndBack() throws Exception {
        Path[] original = {
                MongoExport.write(folder, "users", UnaryOperator.identity()),
                MongoExport.write(folder, "templates", UnaryOperator.identity())};
        try (MongoForTests database = new MongoForTests();
                Storage sqlite = SqliteStorage.open(folder.resolve("one"));
                Storage mongo = MongoStorage.open(database.uri());
                Storage other = SqliteStorage.open(folder.resolve("other"))) {
            new OriginalImport(sqlite.intake(), name -> true, hash -> Optional.empty(), recording).from(original[0],
                    original[1]);
            logOut(source, OWNER, "one", "another");
            importInto(sqlite, export(source, "extra"));
            logOut(sqlite, sqlite.archive().users(null, 1).items().getFirst().item().id(), "a third");
            Path first = export(sqlite, "first");
            MoveResult moved = importInto(mongo, first);
            Path second = export(mongo, "second");
            assertThat(importInto(other, second)).isEqualTo(moved);
            assertThat(Files.readString(first)).contains("{\"end\":{\"users\":47,\"revoked\":3,\"templates\":109}}");
            assertThat(other.sessions().isRevoked(OWNER, SessionId.ofToken("another"))).isTrue();
            assertThat(Files.readString(second)).isEqualTo(Files.readString(first));
            assertThat(Files.readString(export(other, "third"))).isEqualTo(Files.readString(first));
            assertThat(moved).isEqualTo(new MoveResult(45 + 2, 106 + 3, 0, 0));
        }
    }

    private static void logOut(Storage storage, Id user, String... tokens) {
        for (String token : tokens) {
            storage.sessions().revoke(user, SessionId.ofToken(token), CREATED.plusSeconds(86_400));
        }
    }

    @Test
    void aTokenThatWasLoggedOutDoesNotCountWhereItIsMovedTo() throws IOException {
        logOut(source, OWNER, "out");
        Path file = export(source, "file");
        assertThat(Files.readAllLines(file).get(3)).isEqualTo("{\"revoked\":{\"user\":\"" + OWNER + "\",\"token\":\""
                + SessionId.ofToken("out") + "\",\"expires\":1700086400123}}");
        Storage storage = new InMemoryStorage();
        for (int before : new int[]{0, 5}) {
            assertThat(importInto(storage, file)).isEqualTo(new MoveResult(2, 3, before, 0));
            assertThat(storage.sessions().isRevoked(OWNER, SessionId.ofToken("out"))).isTrue();
            assertThat(storage.sessions().isRevoked(id(2), SessionId.ofToken("out"))).isFalse();
            assertThat(storage.sessions().isRevoked(OWNER, SessionId.ofToken("in"))).isFalse();
        }
        assertThat(Files.readString(export(storage, "again"))).isEqualTo(Files.readString(file));
    }

    /** Lines of the file: 1 is the first, 2 and 3 are accounts, 4 a revoked token, 5 to 7 templates, 8 is the last. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "1 5 2 3 4 6 7 8   | line 3: is not where",
            "1 2 5 3 4 6 7 8   | line 4: is not where",
            "1 5 6 7 2 3 4 8   | line 5: is not where",
            "1 3 2 4 5 6 7 8   | line 3: is not where",
            "1 2 3 5 4 6 7 8   | line 5: is not where",
            "1 4 2 3 5 6 7 8   | line 3: is not where",
            "1 2 3 4 5 7 6 8   | line 7: is not where",
            "1 2 3 4 5 6 7 1 8 | line 8: is not where",
            "1 2 3 3 4 5 6 7 8 | line 4: is about the same",
            "1 2 3 4 4 5 6 7 8 | line 5: is about the same",
            "1 2 3 4 5 6 6 7 8 | line 7: is about the same",
            "1 2 3 4 5 6 7 2 8 | line 8: is not where",
            "8 5 6 7 2 3 4 1   | line 1: is not the first line",
    })
    void aFileThatWasSortedOrPutTogetherIsRefusedAlwaysAlike(String order, String complaint) throws IOException {
        logOut(source, OWNER, "out");
        List<String> whole = Files.readAllLines(export(source, "whole"));
        List<String> lines = Arrays.stream(order.split(" ")).map(i -> whole.get(Integer.parseInt(i) - 1)).toList();
        Path file = Files.write(folder.resolve("file"), lines);
        for (int attempt = 0; attempt < 3; attempt++) {
            assertImportFails(new InMemoryStorage(), file)
                    .withMessageContaining(complaint);
        }
        assertThat(recording.notes()).isEmpty();
    }

    @Test
    void twoAccountsOfOneNameInOneFileAreNotTheStoresFault() throws IOException {
        Path file = changedExport("sharer\",\"name", "holder\",\"name");
        for (int attempt = 0; attempt < 20; attempt++) {
            assertImportFails(new InMemoryStorage(), file)
                    .withMessageContaining("line 3: line 2 has an account of the same name")
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain("the store"));
        }
    }

    @ParameterizedTest
    @CsvSource({
            "efbbbf7b7d, byte order mark", "fffe7b00, UTF-16", "feff007b, UTF-16", "1f8b0800, gzip",
            "28b52ffd24, zstd", "fd377a585a, xz", "425a6839, bzip2", "504b0304, zip archive"})
    void aFileInAnotherFormIsCalledByItsName(String bytes, String name) throws IOException {
        Path file = Files.write(folder.resolve("file"), HexFormat.of().parseHex(bytes));
        Storage nowhere = new InMemoryStorage();
        assertImportFails(nowhere, file).withMessageContaining(name);
        assertThatExceptionOfType(CommandFailed.class)
                .isThrownBy(() -> new OriginalImport(nowhere.intake(), any -> true, hash -> Optional.empty(), recording)
                        .from(file, file))
                .withMessageContaining(name);
    }

    @Test
    void theFileIsForTheOwnerAloneAndReplacesNoneUnlessForced() throws IOException {
        Path file = export(source, "file");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        byte[] before = Files.readAllBytes(file);
        Storage empty = new InMemoryStorage();
        assertThatExceptionOfType(CommandFailed.class)
                .isThrownBy(() -> export(empty, "file"))
                .withMessageContaining("--force");
        assertThat(file).hasBinaryContent(before);
        new Export(empty.archive(), recording).to(file, true);
        assertThat(file).hasContent("{\"stencil_export\":3}\n{\"end\":{\"users\":0,\"templates\":0}}");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void aStoreThatGoesAwayLeavesNoFile() {
        Storage storage = SqliteStorage.open(folder.resolve("data"));
        storage.close();
        assertThatExceptionOfType(Failure.Unavailable.class).isThrownBy(() -> export(storage, "file"));
        assertThat(folder.resolve("file")).doesNotExist();
        assertThat(folder.resolve("file.part")).doesNotExist();
    }

    @Test
    void aFolderThatIsReadLooksTheSameAsOneThatIsOpen() throws IOException {
        try (Storage sqlite = SqliteStorage.open(folder.resolve("data"))) {
            importInto(sqlite, export(source, "file"));
            assertThat(Files.readString(exportOfFolder("beside"))).isEqualTo(Files.readString(folder.resolve("file")));
        }
        assertThat(Files.readString(exportOfFolder("after"))).isEqualTo(Files.readString(folder.resolve("file")));
    }

    private Path exportOfFolder(String name) {
        try (SqliteReading reading = SqliteReading.open(folder.resolve("data"))) {
            new Export(reading.archive(), recording).to(folder.resolve(name), false);
        }
        return folder.resolve(name);
    }

    /** A store that goes away once it has taken some. */
    private static Intake failing(Intake intake, int taken) {
        AtomicInteger left = new AtomicInteger(taken);
        return (Intake) Proxy.newProxyInstance(
                Intake.class.getClassLoader(), new Class<?>[]{Intake.class}, (proxy, method, arguments) -> {
                    if (left.decrementAndGet() < 0) {
                        throw new Failure.Unavailable(Duration.ZERO, "away", null);
                    }
                    return method.invoke(intake, arguments);
                });
    }

    @Test
    void anImportThatWasInterruptedGoesOn() throws IOException {
        Path file = export(source, "file");
        for (int taken = 0; taken < 5; taken++) {
            Storage storage = new InMemoryStorage();
            Import failing = new Import(failing(storage.intake(), taken), hash -> Optional.empty(), recording);
            assertThatExceptionOfType(CommandFailed.class)
                    .isThrownBy(() -> failing.from(file))
                    .withMessageContaining("run it again");
            assertThat(importInto(storage, file)).isEqualTo(new MoveResult(2, 3, taken, 0));
            assertThat(importInto(storage, file)).isEqualTo(new MoveResult(2, 3, 5, 0));
            assertThat(Files.readString(export(storage, "again" + taken))).isEqualTo(Files.readString(file));
        }
    }

    @Test
    void aStoreThatHasSomethingElseIsRefusedAndKeepsIt() {
        Path file = export(source, "file");
        Storage storage = new InMemoryStorage();
        User other = user(id(9), "ada \"\n\0 模");
        storage.users().add(other);
        assertImportFails(storage, file)
                .withMessageContainingAll("line 2", id(9).hex(), "empty store")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("模"));
        assertThat(storage.users().find(other.id())).contains(other);
    }

    @Test
    void anAccountThatWasUsedSinceIsRefusedAndStaysAsItIs() {
        Path file = export(source, "file");
        Storage storage = new InMemoryStorage();
        importInto(storage, file);
        User user = storage.users().find(OWNER).orElseThrow();
        assertThat(storage.users().replace(user, user.rehashed("new", CREATED))).isTrue();
        assertImportFails(storage, file)
                .withMessageContaining("in another state");
        assertThat(storage.users().find(OWNER).map(User::passwordHash)).contains("new");
    }

    /** As in an export beside a server where one template was changed, then another got its old content. */
    @Test
    void twoThatHadOneContentAtDifferentMomentsAreBothTaken() throws IOException {
        Path file = changedExport("\"role\":\"sharer\",\"version\"", "\"role\":\"holder\",\"version\"");
        Storage storage = new InMemoryStorage();
        assertThat(importInto(storage, file)).isEqualTo(new MoveResult(2, 3, 0, 0));
        assertThat(importInto(storage, file)).isEqualTo(new MoveResult(2, 3, 5, 0));
        assertThat(storage.templates().count(OWNER, 9)).isEqualTo(3);
    }

    @Test
    void aTemplateWithoutItsAccountIsLeftOutAndNoted() throws IOException {
        String members = "\"id\":\"%s\",\"owner\":\"%s\"";
        Path file = changedExport(members.formatted(id(4), OWNER), members.formatted(id(4), id(77)));
        assertThat(importInto(new InMemoryStorage(), file)).isEqualTo(new MoveResult(2, 2, 0, 1));
        assertThat(recording.notes()).singleElement().asString().contains("line 5", id(4).hex(), "its account");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', value = {
            "'{\"stencil_export\":3}'   | '{\"stencil_export\":4}'  | version 4",
            "'{\"stencil_export\":3}'   | '{\"stencil_export\":0}'  | version 0",
            "'{\"stencil_export\":3}'   | '{\"_id\":1}'             | line 1",
            "'{\"end\":{\"users\":2,'   | '{\"end\":{\"users\":3,'  | line 7",
            "'\"templates\":3}}'        | '\"templates\":3}'        | line 7",
            "'{\"end\":'                | '{\"eng\":'               | cut off",
            "'\"holder\",\"name\"'      | '\"owner\",\"name\"'      | 'line 2: its member role'",
            "'\"version\":7,'           | '\"version\":7.0,'        | 'line 4: its member version'",
            "'\"version\":7,'           | '\"version\":7,\"x\":1,'  | line 4",
            "'\"version\":7,'           | '\"version\":7,\"version\":7,' | line 4",
            "'\"updated\":1700000000124' | '\"updated\":1700000000124,\"roles\":[\"A\"]' | 'line 2: its member roles'",
            "'\"updated\":1700000000124' | '\"updated\":1700000000124,\"roles\":[1]' | 'line 2: its member roles'",
            "'\"updated\":1700000000124' | '\"updated\":1700000000124,\"roles\":[null]' | 'line 2: its member roles'",
            "'\"updated\":1700000000124' | '\"updated\":1700000000124,\"roles\":\"a\"' | 'line 2: its member roles'",
            "'\"updated\":1700000000124' | '\"updated\":1700000000124,\"state\":\"a\"' | line 2",
            "'\"created\":1700000000123,' | ''                      | line 2",
            "'[5,5.0,'                  | '[5,5e999,'               | line 4",
            "'[5,5.0,'                  | '[5,99999999999999999999,' | line 4",
            "'\"content\":[5,5,'        | '\"content\":[5,5'        | line 5",
            "'\"id\":\"000000000000000000000005\"' | '\"id\":\"5\"' | 'line 6: its member id'",
    })
    void aFileThatIsNotWholeIsRefusedWithTheLineAndNothingOfIt(String part, String damaged, String complaint)
            throws IOException {
        Path file = changedExport(part, damaged);
        assertImportFails(new InMemoryStorage(), file)
                .withMessageContaining(complaint)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContainIgnoringCase("ada").doesNotContain("hash"));
    }

    @Test
    void aFileThatWasCutOffAnywhereWritesNothing() throws IOException {
        byte[] whole = Files.readAllBytes(export(source, "whole"));
        for (int length = 0; length < whole.length - 1; length += 13) {
            Path file = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, length));
            Storage storage = new InMemoryStorage();
            assertImportFails(storage, file);
            if (length < whole.length - 40) {
                assertThat(storage.archive().inventory().users()).isZero();
            }
        }
    }
}
