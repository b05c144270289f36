package dev.stencil.adapter.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stencil.adapter.sqlite.file.Handle;
import dev.stencil.contract.fixture.Fixtures;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.domain.template.Order;
import dev.stencil.core.domain.template.Template;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rows that the ports do not make, but that may come from a database of before: names and contents that are there
 * twice.
 */
class AdoptedRowsTest {
    private final Id owner = Fixtures.id();
    private SqliteStorage storage;
    private Handle outside;

    @BeforeEach
    void open(@TempDir Path folder) throws SQLException {
        storage = SqliteStorage.open(folder);
        outside = Handle.open(folder.resolve("stencil.db"), "mode=rw");
    }

    @AfterEach
    void close() {
        outside.close();
        storage.close();
    }

    private User adopt(String name, boolean holdsKey) throws SQLException {
        User user = Fixtures.user(name);
        String key = user.name().key();
        outside.update(
                "INSERT INTO users (id, key, name, password_hash, created, updated) VALUES (?, ?, ?, ?, ?, ?)",
                user.id().hex(),
                holdsKey ? key : key + '\0' + user.id(),
                name,
                user.passwordHash(),
                user.created().toEpochMilli(),
                user.updated().toEpochMilli());
        return user;
    }

    private Optional<User> find(String name) {
        return storage.users().find(new UserName(name));
    }

    @Test
    void ofNamesThatShareAKeyTheExactOneIsFoundElseTheHolder() throws Exception {
        User small = adopt("bob", true);
        User large = adopt("BOB", false);
        User mixed = adopt("Bob", false);
        assertThat(find("bob")).contains(small);
        assertThat(find("BOB")).contains(large);
        assertThat(find("Bob")).contains(mixed);
        assertThat(find("bOB")).contains(small);
    }

    @Test
    void aNameThatContinuesAnotherAfterNulIsAnotherName() throws Exception {
        User longer = adopt("bob\0by", true);
        assertThat(find("bob")).isEmpty();
        assertThat(find("BOB\0BY")).contains(longer);
        User bob = Fixtures.user("bob");
        storage.users().add(bob);
        assertThat(find("bob")).contains(bob);
        assertThat(find("bob\0by")).contains(longer);
    }

    @Test
    void nobodyRegistersANameThatAnybodyShares() throws Exception {
        User twin = adopt("BOB", false);
        assertThatExceptionOfType(Failure.Conflict.class)
                .isThrownBy(() -> storage.users().add(Fixtures.user("bob")))
                .satisfies(conflict -> assertThat(conflict.existing()).isEqualTo(twin.id()));
        assertThat(find("bob")).isEmpty();
    }

    private Template adopt(Object value, int created, boolean duplicate) throws SQLException {
        Template template = new Template(
                Fixtures.id(), owner, Fixtures.content(value), 1, Instant.ofEpochMilli(created),
                Instant.ofEpochMilli(created));
        String fingerprint = template.content().fingerprint().text();
        outside.update(
                "INSERT INTO templates VALUES (?, ?, ?, ?, ?, ?, ?, CAST(? AS TEXT))",
                template.id().hex(),
                owner.hex(),
                fingerprint,
                duplicate ? fingerprint + ':' + template.id() : fingerprint,
                1L,
                (long) created,
                (long) created,
                template.content().json());
        return template;
    }

    private List<Id> list() {
        return storage.templates().page(owner, null, Order.OLDEST_FIRST, 10).items().stream().map(Template::id)
                .toList();
    }

    @Test
    void equalContentsAreRemovedTheOldestFirst() throws Exception {
        Template youngest = adopt("twice", 3, false);
        Template oldest = adopt(1L, 1, true);
        Template other = adopt(1.0, 2, false);
        assertThat(list()).containsExactly(oldest.id(), other.id(), youngest.id());
        assertThat(storage.templates().remove(owner, oldest.content().fingerprint())).isTrue();
        assertThat(list()).containsExactly(other.id(), youngest.id());
        assertThat(storage.templates().remove(owner, oldest.content().fingerprint())).isTrue();
        assertThat(storage.templates().remove(owner, oldest.content().fingerprint())).isFalse();
        assertThat(list()).containsExactly(youngest.id());
    }

    @Test
    void nothingIsAddedBesideADuplicateEvenIfTheKeyIsFree() throws Exception {
        Template oldest = adopt("twice", 1, true);
        Template youngest = adopt("twice", 2, false);
        outside.update("DELETE FROM templates WHERE id = ?", youngest.id().hex());
        assertThatExceptionOfType(Failure.Conflict.class)
                .isThrownBy(() -> storage.templates().add(Fixtures.template(owner, "twice")))
                .satisfies(conflict -> assertThat(conflict.existing()).isEqualTo(oldest.id()));
    }

    @Test
    void theOldestOfEqualContentsIsReplacedByItselfAndByAnother() throws Exception {
        Template oldest = adopt(1L, 1, true);
        Template youngest = adopt(1L, 2, false);
        var fingerprint = oldest.content().fingerprint();
        Instant now = Instant.ofEpochMilli(9);
        assertThat(storage.templates().replace(owner, fingerprint, Fixtures.content(1.0), now))
                .contains(oldest.replaced(Fixtures.content(1.0), now));
        assertThat(storage.templates().replace(owner, fingerprint, Fixtures.content("new"), now).map(Template::id))
                .contains(oldest.id());
        assertThat(storage.templates().replace(owner, fingerprint, Fixtures.content("newer"), now).map(Template::id))
                .contains(youngest.id());
        assertThatExceptionOfType(Failure.Conflict.class)
                .isThrownBy(() -> storage.templates().add(Fixtures.template(owner, "new")));
    }

    @Test
    void aRetriedAddOfATemplateThatWasReplacedMeanwhileCountsAsAdded() {
        Template template = Fixtures.template(owner, "first");
        storage.templates().add(template);
        storage.templates().replace(owner, template.content().fingerprint(), Fixtures.content("second"), Instant.EPOCH);
        storage.templates().add(template);
        assertThat(list()).containsExactly(template.id());
    }
}
