package dev.stencil.adapter.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stencil.adapter.sqlite.file.Schema;
import dev.stencil.contract.fixture.Fixtures;
import dev.stencil.contract.fixture.Lists;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.domain.session.Session;
import dev.stencil.core.domain.template.Order;
import dev.stencil.core.port.StorageNotOpened;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteBackupTest {
    @TempDir
    Path temp;

    private Path folder;
    private Path backup;
    private Path restored;

    @BeforeEach
    void nameFiles() {
        folder = temp.resolve("data");
        backup = temp.resolve("a b?mode=memory#c");
        restored = temp.resolve("restored");
    }

    private void copy() throws IOException {
        Files.deleteIfExists(backup);
        SqliteBackup.copy(folder, Files.createFile(backup), (done, total) -> {});
    }

    private void restore() {
        SqliteBackup.restore(backup, restored, false, (done, total) -> {});
    }

    private void assertRefused(String why) {
        assertThatExceptionOfType(StorageNotOpened.class)
                .isThrownBy(this::restore)
                .satisfies(e -> assertThat(e.getMessage()).contains(why).doesNotContain("\n"));
    }

    @Test
    void whatIsWrittenMeanwhileNeitherEndsACopyNorIsInItByHalves() throws Exception {
        User user = Fixtures.user("alice");
        Session session = Fixtures.session(user.id());
        AtomicLong next = new AtomicLong();
        try (SqliteStorage storage = SqliteStorage.open(folder)) {
            storage.users().add(user);
            storage.sessions().add(session);
            while (next.get() < 60) {
                storage.templates().add(Fixtures.template(user.id(), next.getAndIncrement() + "x".repeat(200_000)));
            }
            Files.createFile(backup);
            // Each step of the copy is followed by writes.
            SqliteBackup.copy(folder, backup, (done, total) -> {
                assertThat(done).isBetween(1L, total);
                storage.templates().add(Fixtures.template(user.id(), next.getAndIncrement() + "late"));
            });
            assertThat(next.get()).isGreaterThan(61);
            storage.users().add(Fixtures.user("late"));
        }
        restore();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(restored.resolve("stencil.db"))))
                .isEqualTo("rw-------");
        try (SqliteStorage storage = SqliteStorage.open(restored)) {
            assertThat(storage.users().find(user.id())).contains(user);
            assertThat(storage.users().find(new UserName("late"))).isEmpty();
            assertThat(storage.sessions().list(user.id(), 9)).containsExactly(session);
            assertThat(Lists.readAll(storage.templates(), user.id(), Order.OLDEST_FIRST, 100)).hasSize(60);
        }
    }

    @Test
    void whatOnlyTheLogHasIsInTheCopy() throws Exception {
        OtherProcess.run("add and die", folder);
        copy();
        restore();
        assertThat(DatabaseFiles.snapshot(restored)).containsOnlyKeys("stencil.db");
        assertTemplates(50);
    }

    private void assertTemplates(int number) {
        try (SqliteStorage storage = SqliteStorage.open(restored)) {
            assertThat(Lists.readAll(storage.templates(), OtherProcess.OWNER, Order.OLDEST_FIRST, 100))
                    .hasSize(number);
        }
    }

    @Test
    void aBackupOfAnEarlierVersionIsRestoredAsItIsAndTakenUpWhenItIsOpened() throws Exception {
        DatabaseFiles.filled(folder);
        Files.delete(folder.resolve("stencil.db"));
        Files.createFile(folder.resolve("stencil.db"));
        DatabaseFiles.run(folder, Schema.steps(0, 2) + """
                INSERT INTO users (id, key, name, password_hash, created, updated)
                VALUES ('6553f1000102030405060708', 'alice', 'Alice', 'hash', 1700000000123, 1700000000456)""");
        copy();
        restore();
        try (SqliteStorage storage = SqliteStorage.open(restored)) {
            assertThat(storage.users().find(new Id("6553f1000102030405060708"))).isPresent();
        }
    }

    @Test
    void aFolderThatHasAStoreIsLeftAlone() throws Exception {
        DatabaseFiles.filled(folder);
        copy();
        DatabaseFiles.filled(restored);
        byte[] before = Files.readAllBytes(restored.resolve("stencil.db"));
        assertRefused("has a store already");
        assertThat(restored.resolve("stencil.db")).hasBinaryContent(before);
        try (SqliteStorage open = SqliteStorage.open(restored)) {
            assertRefused("in use");
            assertThat(open.isReady()).isTrue();
        }
    }

    @Test
    void whatIsNoBackupMakesNoStore() throws Exception {
        assertRefused("There is no file");
        Files.writeString(backup, "something else ".repeat(100));
        assertRefused("is damaged or no database");
        DatabaseFiles.filled(folder);
        DatabaseFiles.run(folder, "PRAGMA user_version = 99");
        Files.copy(folder.resolve("stencil.db"), backup, StandardCopyOption.REPLACE_EXISTING);
        assertRefused("made by a newer Stencil");
        assertThat(restored.resolve("stencil.db")).doesNotExist();
        assertThat(restored.resolve("stencil.db.new")).doesNotExist();
    }

    @Test
    void damageIsFoundInAnyPageOfALargeBackup() throws Exception {
        try (SqliteStorage storage = SqliteStorage.open(folder)) {
            for (int i = 0; i < 90; i++) {
                storage.templates().add(Fixtures.template(OtherProcess.OWNER, i + "x".repeat(200_000)));
            }
        }
        copy();
        restore();
        try (RandomAccessFile open = new RandomAccessFile(backup.toFile(), "rw")) {
            open.setLength(open.length() - 4096);
        }
        restored = temp.resolve("of a damaged one");
        assertRefused("is damaged");
        try (RandomAccessFile open = new RandomAccessFile(backup.toFile(), "rw")) {
            open.setLength(open.length() + 4096);
            open.seek(8192);
            open.write("\1damage".repeat(500).getBytes(StandardCharsets.US_ASCII));
        }
        assertRefused("is damaged");
        assertThat(DatabaseFiles.snapshot(restored)).isEmpty();
    }

    @Test
    void aDatabaseWithoutItsLogIsTakenIfThatIsAskedFor() throws Exception {
        OtherProcess.run("add and die", folder);
        Files.copy(folder.resolve("stencil.db"), backup);
        assertRefused("--without-log");
        assertThat(DatabaseFiles.snapshot(restored)).isEmpty();
        SqliteBackup.restore(backup, restored, true, (done, total) -> {});
        assertTemplates(0);
    }

    @Test
    void whatIsKilledLeavesNoStoreAndIsBegunAgain() throws Exception {
        try (SqliteStorage storage = SqliteStorage.open(folder)) {
            for (int i = 0; i < 60; i++) {
                storage.templates().add(Fixtures.template(OtherProcess.OWNER, i + "x".repeat(200_000)));
            }
        }
        OtherProcess.run("copy and die", folder);
        backup = OtherProcess.backupOf(folder);
        assertThat(backup).exists();
        copy();
        OtherProcess.run("restore and die", folder);
        restored = OtherProcess.restoredFrom(folder);
        assertThat(restored.resolve("stencil.db")).doesNotExist();
        restore();
        assertTemplates(60);
        Files.delete(restored.resolve("stencil.db"));
        OtherProcess.run("restore and die", folder);
        assertTemplates(0);
    }
}
