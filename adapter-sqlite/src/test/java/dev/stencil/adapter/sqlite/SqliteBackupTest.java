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
        AtomicLong late = new AtomicLong();
        try (SqliteStorage storage = SqliteStorage.open(folder)) {
            storage.users().add(user);
            storage.sessions().add(session);
            DatabaseFiles.addLarge(storage, user.id(), 60);
            Files.createFile(backup);
            // Each step of the copy is followed by writes.
            SqliteBackup.copy(folder, backup, (done, total) -> {
                assertThat(done).isBetween(1L, total);
                storage.templates().add(Fixtures.template(user.id(), late.getAndIncrement() + "late"));
            });
            assertThat(late.get()).isGreaterThan(1);
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
        DatabaseFiles.assertTemplates(restored, 50);
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
            DatabaseFiles.addLarge(storage, OtherProcess.OWNER, 90);
        }
        copy();
        restore();
        long length = Files.size(backup);
        DatabaseFiles.setLength(backup, length - 4096);
        restored = temp.resolve("of a damaged one");
        assertRefused("is damaged");
        DatabaseFiles.setLength(backup, length);
        DatabaseFiles.overwritePage(backup, 3);
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
        DatabaseFiles.assertTemplates(restored, 0);
    }

    @Test
    void whatIsKilledLeavesNoStoreAndIsBegunAgain() throws Exception {
        try (SqliteStorage storage = SqliteStorage.open(folder)) {
            DatabaseFiles.addLarge(storage, OtherProcess.OWNER, 60);
        }
        OtherProcess.run("copy and die", folder);
        backup = OtherProcess.backupOf(folder);
        assertThat(backup).exists();
        copy();
        OtherProcess.run("restore and die", folder);
        restored = OtherProcess.restoredFrom(folder);
        assertThat(restored.resolve("stencil.db")).doesNotExist();
        restore();
        DatabaseFiles.assertTemplates(restored, 60);
        Files.delete(restored.resolve("stencil.db"));
        OtherProcess.run("restore and die", folder);
        DatabaseFiles.assertTemplates(restored, 0);
    }
}
