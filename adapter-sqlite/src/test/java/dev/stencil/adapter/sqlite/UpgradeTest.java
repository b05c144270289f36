package dev.stencil.adapter.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stencil.adapter.sqlite.file.FileHeader;
import dev.stencil.adapter.sqlite.file.NativeLibrary;
import dev.stencil.adapter.sqlite.file.Schema;
import dev.stencil.contract.fixture.Fixtures;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.SessionId;
import dev.stencil.core.domain.account.Access;
import dev.stencil.core.domain.account.AccountState;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.domain.session.Session;
import dev.stencil.core.domain.template.Order;
import dev.stencil.core.port.StorageNotOpened;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A database of an earlier version is brought to this one, and loses nothing. */
class UpgradeTest {
    private static final User ALICE = new User(
            new Id("6553f1000102030405060708"), new UserName("Alice"), "hash",
            Instant.ofEpochMilli(1_700_000_000_123L), Instant.ofEpochMilli(1_700_000_000_456L));

    @TempDir
    Path temp;

    /** What an earlier version made and left, with an account and its template in it. */
    private void make(int version) throws Exception {
        NativeLibrary.load(temp);
        Files.createFile(temp.resolve("stencil.db"));
        DatabaseFiles.run(temp, Schema.steps(0, version) + """
                INSERT INTO users (id, key, name, password_hash, created, updated)
                VALUES ('6553f1000102030405060708', 'alice', 'Alice', 'hash', 1700000000123, 1700000000456);
                INSERT INTO templates (id, owner, fingerprint, key, version, created, updated, content)
                VALUES ('6553f1000102030405060709', '6553f1000102030405060708', '1:00', '1:00', 1, 7, 7, '"kept"');
                """);
        assertThat(version()).isEqualTo(version);
    }

    private int version() throws Exception {
        return FileHeader.read(temp.resolve("stencil.db")).orElseThrow().userVersion();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void accountsOfEarlierVersionsAreThereWithEverythingThatCounted(int earlier) throws Exception {
        make(earlier);
        try (SqliteStorage storage = SqliteStorage.open(temp)) {
            assertThat(storage.users().find(new UserName("alice"))).contains(ALICE);
            assertThat(storage.templates().page(ALICE.id(), null, Order.OLDEST_FIRST, 9).items())
                    .singleElement()
                    .satisfies(template -> assertThat(template.content().value()).isEqualTo("kept"));
            Session session = Fixtures.session(ALICE.id());
            storage.sessions().add(session);
            assertThat(storage.sessions().list(ALICE.id(), 9)).containsExactly(session);
            User closed = ALICE.with(ALICE.access().closed(Instant.now()), ALICE.updated());
            assertThat(storage.users().replace(ALICE, closed)).isTrue();
            assertThat(storage.users().closed(9)).containsExactly(closed);
        }
        assertThat(version()).isEqualTo(Schema.VERSION);
    }

    @Test
    void whatVersion2KeptOfAccessIsThere() throws Exception {
        make(2);
        DatabaseFiles.run(temp,
                """
                        UPDATE users SET active = 0, epoch = 7, survivor = '6553f1000102030405060799', revoked_until = 1700000000
                        """);
        Access access = new Access(
                AccountState.DELETING, 7, Optional.of(new SessionId("6553f1000102030405060799")),
                Instant.ofEpochSecond(1_700_000_000));
        try (SqliteStorage storage = SqliteStorage.open(temp)) {
            User closed = ALICE.with(access, ALICE.updated());
            assertThat(storage.users().closed(9)).containsExactly(closed);
            storage.users().delete(closed, Instant.now());
            assertThat(storage.users().find(ALICE.id())).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, tombstones", "1, roles", "2, roles"})
    void anUpgradeThatFailsHalfWayLeavesTheEarlierVersion(int earlier, String table) throws Exception {
        make(earlier);
        DatabaseFiles.run(temp, "CREATE TABLE " + table + " (in_the_way)");
        assertThatExceptionOfType(StorageNotOpened.class).isThrownBy(() -> SqliteStorage.open(temp));
        assertThat(version()).isEqualTo(earlier);
        DatabaseFiles.run(temp, "DROP TABLE " + table);
        try (SqliteStorage storage = SqliteStorage.open(temp)) {
            assertThat(storage.users().find(ALICE.id())).contains(ALICE);
        }
    }
}
