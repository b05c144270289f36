package dev.stencil.adapter.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.adapter.mongo.migration.MigrationOptions.Extent;
import dev.stencil.adapter.mongo.migration.MigrationReport;
import dev.stencil.adapter.mongo.migration.MigrationReport.Outcome;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.Tombstone;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.domain.archive.KeyRole;
import dev.stencil.core.port.Archive;
import dev.stencil.core.port.Storage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of an account's documents, and of those of the original that bear its name. */
class DeletedAccountsTest {
    private static final Instant NOW = Instant.parse("2027-01-01T00:00:00.123Z");
    private static final Instant EVER = NOW.plusSeconds(1_000_000);
    private static final Id NEXT = new Id("6b04aa4d8db14562ea94b000");

    @AutoClose
    private final Originals original = new Originals();

    private static User closed(Storage storage, String name) {
        User user = storage.users().find(new UserName(name)).orElseThrow();
        User closed = user.with(user.access().closed(NOW), NOW);
        assertThat(storage.users().replace(user, closed)).isTrue();
        return closed;
    }

    private void delete(String name) {
        try (Storage storage = original.open()) {
            storage.users().delete(closed(storage, name), NOW);
        }
    }

    private List<BsonDocument> users() {
        return original.database.users().find().sort(BsonDocument.parse("{_id: 1}")).into(new ArrayList<>());
    }

    private static User next(String name) {
        return new User(NEXT, new UserName(name), "hash", NOW, NOW);
    }

    @Test
    void aTombstoneHasNothingByWhichAnAccountIsFound() {
        String ada = original.user("'ada'");
        original.run(Extent.FINISH);
        try (Storage storage = original.open()) {
            storage.users().delete(closed(storage, "ada"), NOW);
            assertThat(users()).singleElement().satisfies(document -> {
                assertThat(document.keySet()).containsExactlyInAnyOrder("_id", "stencil");
                assertThat(document.getDocument("stencil")).isEqualTo(BsonDocument.parse(
                        "{key: '\\u0000deleted:" + ada + "', user: {$oid: '" + ada
                                + "'}, left: {$date: '2027-01-01T00:00:00.123Z'}}"));
            });
            assertThat(List.of("", "\0deleted:" + ada, "\0", "ada"))
                    .allSatisfy(name -> assertThat(storage.users().find(new UserName(name))).isEmpty());
            assertThat(storage.users().find(new Id(ada))).isEmpty();
            assertThat(storage.users().closed(10)).isEmpty();
            assertThat(storage.archive().users(null, 10).items()).isEmpty();
            assertThat(storage.archive().inventory()).extracting(Archive.Inventory::others).isEqualTo(0L);
            assertThat(storage.intake().put(next("ada"), KeyRole.HOLDER)).isTrue();
        }
    }

    @Test
    void theMigrationPassesOverTombstones() {
        original.user("'ada'");
        original.user("'grace'");
        original.run(Extent.FINISH);
        delete("ada");
        List<BsonDocument> before = users();
        MigrationReport report = original.run(Extent.FINISH);
        assertThat(report.outcome()).isEqualTo(Outcome.FINISHED);
        assertThat(report.isClean()).isTrue();
        assertThat(report.users().already()).isEqualTo(1);
        assertThat(users()).isEqualTo(before);
    }

    @Test
    void thoseOfExactlyTheNameThatNeverWereAccountsGoWithIt() {
        original.user("'Bob'");
        original.user("'Bob'");
        original.insert("users", "{_id: {chosen: [1]}, username: 'Bob', password: 'x'}");
        String list = original.user("['Bob']");
        String other = original.user("'bob'");
        String grace = original.user("'grace'");
        String twinOfGrace = original.user("'grace'");
        original.run(Extent.ADOPT);
        original.run(Extent.FINISH);
        try (Storage storage = original.open()) {
            User closed = closed(storage, "Bob");
            storage.users().delete(closed, NOW);
            assertThat(storage.users().tombstones(EVER, 10)).containsExactly(new Tombstone(closed.id(), NOW));
            storage.users().removeTombstone(closed.id());
        }
        assertThat(users()).extracting(document -> document.getObjectId("_id").getValue().toHexString())
                .containsExactly(list, other, grace, twinOfGrace);
    }

    @Test
    void aDocumentThatWasGivenAnotherNameStays() {
        original.user("'bob'");
        String twin = original.user("'bob'");
        original.run(Extent.FINISH);
        original.rename(twin, "['bob']");
        delete("bob");
        assertThat(users()).extracting(document -> document.get("username")).contains(BsonDocument.parse(
                "{username: ['bob']}").get("username"));
    }

    @Test
    void whoBecameAnAccountLaterIsNoTwinAnyMore() {
        String bob = original.user("'bob'");
        String twin = original.user("'bob'");
        original.run(Extent.FINISH);
        original.rename(twin, "'robert'");
        original.run(Extent.FINISH);
        assertThat(original.ours("users", twin)).doesNotContainKey("twin").containsKey("id");
        try (Storage storage = original.open()) {
            storage.users().delete(closed(storage, "bob"), NOW);
            assertThat(storage.users().find(new UserName("robert")).map(User::id)).contains(new Id(twin));
            assertThat(storage.users().find(new Id(bob))).isEmpty();
        }
    }

    @Test
    void anAccountWhoseNameTheOriginalChangedToThatOfAnotherGoesWithTheOther() {
        original.user("'bob'");
        String late = original.user("'robert'");
        original.run(Extent.ADOPT);
        original.rename(late, "'bob'");
        original.run(Extent.FINISH);
        delete("bob");
        assertThat(users()).hasSize(1);
    }

    @Test
    void anAccountThatGetsItsNameBackIsNoTwinAnyMore() {
        original.user("'bob'");
        String late = original.user("'robert'");
        for (String name : List.of("robert", "bob", "robert")) {
            original.rename(late, "'" + name + "'");
            original.run(Extent.FINISH);
        }
        assertThat(original.ours("users", late)).doesNotContainKey("twin");
        assertThat(original.text("users", late, "key")).isEqualTo("robert");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tombstone", "twins"})
    void whoeverWasInterruptedBeginsAnew(String after) {
        String bob = original.user("'bob'");
        String twin = original.user("'bob'");
        original.run(Extent.FINISH);
        try (Storage storage = original.open()) {
            User closed = closed(storage, "bob");
            original.insert("users", "{stencil: {key: '\\u0000deleted:" + bob + "', user: {$oid: '" + bob
                    + "'}, left: {$date: '2020-01-01T00:00:00Z'}}}");
            if (after.equals("twins")) {
                original.database.users().deleteOne(Originals.byId(twin));
            }
            assertThat(storage.users().closed(10)).containsExactly(closed);
            storage.users().delete(closed, NOW);
            storage.users().add(next("bob"));
            List<BsonDocument> before = users();
            storage.users().delete(closed, NOW.plusSeconds(1));
            assertThat(users()).isEqualTo(before).hasSize(2);
            assertThat(storage.users().tombstones(EVER, 10)).containsExactly(new Tombstone(closed.id(), NOW));
        }
    }
}
