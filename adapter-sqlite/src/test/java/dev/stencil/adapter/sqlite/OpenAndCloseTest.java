package dev.stencil.adapter.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stencil.contract.fixture.Fixtures;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.SessionId;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.session.Session;
import dev.stencil.core.domain.template.Order;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.port.StorageNotOpened;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAndCloseTest {
    @TempDir
    Path temp;

    private static void assertKeepsWhatItIsGiven(Path folder) {
        User user = Fixtures.user("Alice");
        Template template = Fixtures.template(user.id(), "kept");
        Session session = Fixtures.session(user.id());
        SessionId token = SessionId.ofToken("revoked");
        try (SqliteStorage storage = SqliteStorage.open(folder)) {
            storage.users().add(user);
            storage.templates().add(template);
            storage.sessions().add(session);
            storage.sessions().revoke(user.id(), token, session.expires());
        }
        try (SqliteStorage storage = SqliteStorage.open(folder)) {
            assertThat(storage.users().find(user.name())).contains(user);
            assertThat(storage.templates().page(user.id(), null, Order.NEWEST_FIRST, 10).items())
                    .containsExactly(template);
            assertThat(storage.sessions().list(user.id(), 10)).containsExactly(session);
            assertThat(storage.sessions().isRevoked(user.id(), token)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "new/a b?mode=memory&c=%20#d;é'"})
    void whatWasWrittenIsThereAfterOpeningAgainAFolderOfAnyName(String name) {
        assertKeepsWhatItIsGiven(temp.resolve(name));
    }

    @Test
    void theFolderMayBeReachedByALink() throws IOException {
        Path folder = Files.createDirectory(temp.resolve("data"));
        Path link = Files.createSymbolicLink(temp.resolve("link"), folder);
        assertKeepsWhatItIsGiven(link);
        try (SqliteStorage first = SqliteStorage.open(folder)) {
            assertThatExceptionOfType(StorageNotOpened.class).isThrownBy(() -> SqliteStorage.open(link));
            assertThat(first.isReady()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatAKilledProcessWroteIsThere(boolean withTheIndexOfTheLog) throws Exception {
        assertThat(OtherProcess.run("add and die", temp)).contains("opened");
        assertThat(temp.resolve("stencil.db-wal")).isNotEmptyFile();
        if (!withTheIndexOfTheLog) {
            Files.delete(temp.resolve("stencil.db-shm"));
        }
        try (SqliteStorage storage = SqliteStorage.open(temp)) {
            List<Template> items =
                    storage.templates().page(OtherProcess.OWNER, null, Order.OLDEST_FIRST, 100).items();
            assertThat(items).extracting(template -> template.content().value()).hasSize(50).contains(0L, 49L);
        }
    }

    @Test
    void whatAKilledCreationLeftIsNoObstacle() throws IOException {
        Files.writeString(temp.resolve("stencil.db.new"), "half of a database");
        assertKeepsWhatItIsGiven(temp);
        assertThat(temp.resolve("stencil.db.new")).doesNotExist();
    }

    @Test
    void nobodyElseMayReadWhatIsMade() throws IOException {
        assumeTrue(temp.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Path folder = temp.resolve("data");
        try (SqliteStorage storage = SqliteStorage.open(folder)) {
            storage.users().add(Fixtures.user("alice"));
            assertThat(mode(folder)).isEqualTo("rwx------");
            for (String name : List.of("stencil.db", "stencil.db-wal", "stencil.db-shm", "stencil.lock")) {
                assertThat(mode(folder.resolve(name))).as(name).isEqualTo("rw-------");
            }
        }
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void theLibraryIsUnpackedOnceAndNothingElseIsLeft() throws Exception {
        OtherProcess.run("open", temp);
        List<Path> unpacked = list(temp.resolve("native"));
        assertThat(unpacked).hasSize(1);
        Object firstTime = Files.getLastModifiedTime(unpacked.getFirst());
        Files.writeString(temp.resolve("native/of an older version"), "old");
        OtherProcess.run("open", temp);
        assertThat(Files.getLastModifiedTime(unpacked.getFirst())).isEqualTo(firstTime);
        Files.delete(unpacked.getFirst());
        OtherProcess.run("open", temp);
        assertThat(list(temp.resolve("native"))).isEqualTo(unpacked);
        assertThat(list(temp)).extracting(path -> String.valueOf(path.getFileName()))
                .containsExactlyInAnyOrder("native", "stencil.db", "stencil.lock");
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void afterClosingEverythingIsUnavailable() {
        SqliteStorage storage = SqliteStorage.open(temp);
        assertThat(storage.isReady()).isTrue();
        storage.close();
        storage.close();
        assertThat(storage.isReady()).isFalse();
        assertUnavailable(() -> storage.users().add(Fixtures.user("late")));
        assertUnavailable(() -> storage.users().find(Fixtures.id()));
        assertUnavailable(() -> storage.templates().add(Fixtures.template(Fixtures.id(), "late")));
        assertUnavailable(() -> storage.templates().page(Fixtures.id(), null, Order.OLDEST_FIRST, 1));
        SqliteStorage.open(temp).close();
    }

    private static void assertUnavailable(ThrowingCallable call) {
        assertThatExceptionOfType(Failure.Unavailable.class).isThrownBy(call);
    }

    @Test
    void anInterruptedCallerIsToldSoAndStaysInterrupted() {
        try (SqliteStorage storage = SqliteStorage.open(temp)) {
            User user = Fixtures.user("alice");
            Thread.currentThread().interrupt();
            assertUnavailable(() -> storage.users().add(user));
            assertUnavailable(() -> storage.users().find(user.id()));
            assertThat(Thread.interrupted()).isTrue();
            storage.users().add(user);
            assertThat(storage.users().find(user.id())).contains(user);
        }
    }

    @Test
    void closingByAnInterruptedThreadIsComplete() throws IOException {
        SqliteStorage storage = SqliteStorage.open(temp);
        storage.users().add(Fixtures.user("alice"));
        Thread.currentThread().interrupt();
        storage.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(DatabaseFiles.snapshot(temp)).containsOnlyKeys("stencil.db");
    }
}
