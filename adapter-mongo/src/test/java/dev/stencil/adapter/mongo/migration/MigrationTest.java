package dev.stencil.adapter.mongo.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.mongodb.client.MongoCollection;
import dev.stencil.adapter.mongo.Originals;
import dev.stencil.adapter.mongo.migration.MigrationOptions.Extent;
import dev.stencil.adapter.mongo.migration.MigrationReport.Outcome;
import dev.stencil.adapter.mongo.migration.MigrationReport.Problem;
import dev.stencil.adapter.mongo.migration.MigrationReport.Reason;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.port.Storage;
import dev.stencil.core.port.StorageNotOpened;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationTest {
    @AutoClose
    private final Originals original = new Originals();

    @Test
    void anAdoptedDatabaseOpensAndTheOriginalStillReadsIt() {
        String ada = original.user("'ada'");
        original.template("'ada'", "'first'");
        Map<String, BsonDocument> before = original.foreign();
        original.assertNotOpened("run ./run migrate, then ./run migrate --finish");
        assertThat(original.run(Extent.ADOPT).outcome()).isEqualTo(Outcome.ADOPTED);
        original.assertNotOpened("run ./run migrate, then ./run migrate --finish");
        assertThat(original.run(Extent.FINISH).isClean()).isTrue();
        assertThat(original.foreign()).isEqualTo(before);
        try (Storage storage = original.open()) {
            User user = storage.users().find(new UserName("ADA")).orElseThrow();
            assertThat(user.id().hex()).isEqualTo(ada);
            assertThat(user.created()).isEqualTo(Instant.ofEpochSecond(0x6b04aa4d));
            assertThat(Originals.list(storage, ada)).containsExactly("first");
        }
    }

    @Test
    void aLookWritesNothing() {
        original.user("'ada'");
        original.template("'ada'", "1");
        List<BsonDocument> before = original.database.everything();
        MigrationReport report = original.run(Extent.LOOK);
        assertThat(report.outcome()).isEqualTo(Outcome.LOOKED);
        assertThat(report.users().adopted()).isEqualTo(1);
        assertThat(report.templates().adopted()).isEqualTo(1);
        assertThat(original.database.everything()).isEqualTo(before);
    }

    @Test
    void aSecondRunHasNothingToDo() {
        original.user("'ada'");
        original.template("'ada'", "{a: 1}");
        original.template("'ada'", "{$x: 1}");
        original.run(Extent.ADOPT);
        List<BsonDocument> adopted = original.database.everything();
        MigrationReport again = original.run(Extent.ADOPT);
        assertThat(again.templates().already()).isEqualTo(2);
        assertThat(again.templates().adopted() + again.templates().changed()).isZero();
        assertThat(original.database.everything()).isEqualTo(adopted);
        original.run(Extent.FINISH);
        List<BsonDocument> finished = original.database.everything();
        assertThat(original.run(Extent.FINISH).outcome()).isEqualTo(Outcome.FINISHED);
        assertThat(original.run(Extent.ADOPT).outcome()).isEqualTo(Outcome.LOOKED);
        assertThat(original.database.everything()).isEqualTo(finished);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ACCOUNTS", "USERS", "TEMPLATES", "USER_KEYS", "INDEXES", "TEMPLATE_KEYS"})
    void aRunThatIsBrokenOffAnywhereIsTakenUpByTheNext(String step) {
        String ada = original.user("'ada'");
        original.user("'Ada'");
        for (int i = 0; i < 700; i++) {
            original.template("'ada'", String.valueOf(i / 2));
        }
        Map<String, BsonDocument> before = original.foreign();
        assertThatIllegalStateException().isThrownBy(
                () -> original.run(Originals.options(Extent.FINISH), (at, done, total) -> {
                    if (at.name().equals(step) && done > 0) {
                        throw new IllegalStateException("broken off");
                    }
                }));
        original.assertNotOpened("./run migrate");
        assertThat(original.run(Extent.FINISH).outcome()).isEqualTo(Outcome.FINISHED);
        assertThat(original.foreign()).isEqualTo(before);
        try (Storage storage = original.open()) {
            assertThat(storage.templates().count(new Id(ada), 2000)).isEqualTo(700);
            assertThat(Originals.list(storage, ada)).startsWith("0", "0", "1", "1");
        }
    }

    @Test
    void aForeignMemberOfOurNameIsReportedAndStopsTheLastStep() {
        original.insert("users", "{username: 'mallory', password: 'x', stencil: {key: 'ada', id: 1, created: 0}}");
        original.user("'ada'");
        Map<String, BsonDocument> before = original.foreign();
        assertThat(original.run(Extent.ADOPT).problems())
                .extracting(Problem::reason)
                .containsExactly(Reason.FOREIGN_MEMBER);
        MigrationReport report = original.run(Extent.FINISH);
        assertThat(report.outcome()).isEqualTo(Outcome.FOREIGN_MEMBERS);
        assertThat(report.isClean()).isFalse();
        assertThat(original.foreign()).isEqualTo(before);
        original.assertNotOpened("./run migrate");
    }

    @Test
    void documentsThatShareAKeyAreNamedWhereAnIndexCannotBeBuilt() {
        String ours = ", username: 'a', password: 'x', stencil: {key: 'a', id: {$oid: '6b04aa4d8db14562ea94a9aa'},"
                + " created: {$date: {$numberLong: '0'}}, updated: {$date: {$numberLong: '0'}}}}";
        original.insert("users", "{_id: {$oid: '6b04aa4d8db14562ea94a9aa'}" + ours);
        original.insert("users", "{_id: {$oid: '6b04aa4d8db14562ea94a9ab'}" + ours);
        assertThatExceptionOfType(StorageNotOpened.class)
                .isThrownBy(() -> original.run(Extent.FINISH))
                .withMessageContaining("unique, sparse index on [stencil.key]")
                .withMessageContaining("6b04aa4d8db14562ea94a9aa and 6b04aa4d8db14562ea94a9ab");
        original.assertNotOpened("./run migrate");
    }

    @Test
    void whatChangesBetweenALookAndTheWriteStandsAndStopsTheLastStep() {
        String id = original.user("'ada'");
        MigrationOptions racing = new MigrationOptions(Extent.FINISH, name -> {
            original.rename(id, "['ada']");
            return true;
        }, Originals::unusable, Optional.empty(), () -> Originals.NOW);
        MigrationReport report = original.run(racing, (step, done, total) -> {});
        assertThat(report.outcome()).isEqualTo(Outcome.STILL_WRITTEN_TO);
        assertThat(report.users().contended()).isEqualTo(1);
        assertThat(original.ours("users", id)).isEmpty();
    }

    @Test
    void theWayBackLeavesWhatTheOriginalHad() {
        original.user("'ada'");
        original.user("'ada'");
        original.template("'ada'", "{a: 1}");
        original.template("'ada'", "{a: 1}");
        original.insert("users", "{username: 'mallory', password: 'x', smuggled: {stencil: 1}}");
        Map<String, BsonDocument> before = original.foreign();
        original.run(Extent.FINISH);
        for (MongoCollection<BsonDocument> collection : List.of(
                original.database.users(), original.database.templates())) {
            collection.updateMany(
                    BsonDocument.parse(
                            "{$or: [{'stencil.created': {$type: 'date'}}, {'stencil.twin': {$type: 'objectId'}}]}"),
                    BsonDocument.parse("{$unset: {stencil: ''}}"));
        }
        original.database.collection("stencil").drop();
        assertThat(original.foreign()).isEqualTo(before).allSatisfy(
                (id, document) -> assertThat(document).doesNotContainKey("stencil"));
        MigrationReport again = original.run(Extent.FINISH);
        assertThat(again.outcome()).isEqualTo(Outcome.FINISHED);
        assertThat(again.templates().adopted()).isEqualTo(2);
    }

    @Test
    void whatIsInsertedDuringTheLastStepStopsIt() {
        original.user("'ada'");
        MigrationReport report = original.run(Originals.options(Extent.FINISH), (step, done, total) -> {
            if (step == MigrationProgress.Step.INDEXES && done == 0) {
                original.template("'ada'", "1");
            }
        });
        assertThat(report.outcome()).isEqualTo(Outcome.STILL_WRITTEN_TO);
        original.assertNotOpened("./run migrate");
        assertThat(original.run(Extent.FINISH).outcome()).isEqualTo(Outcome.FINISHED);
    }
}
