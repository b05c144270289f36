package dev.stencil.adapter.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stencil.adapter.mongo.migration.MigrationOptions;
import dev.stencil.adapter.mongo.migration.MigrationOptions.Extent;
import dev.stencil.adapter.mongo.migration.MigrationReport;
import dev.stencil.adapter.mongo.migration.MigrationReport.Outcome;
import dev.stencil.adapter.mongo.migration.MigrationReport.Problem;
import dev.stencil.adapter.mongo.migration.MigrationReport.Reason;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.port.Storage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MigratedUsersTest {
    @AutoClose
    private final Originals original = new Originals();

    @Test
    void namesThatDifferByCaseOrFormAreAccountsOfTheirOwnAndNobodyJoinsThem() {
        String first = original.user("'Bob'");
        String second = original.user("'bob'");
        String third = original.user("'BOB'");
        original.template("'bob'", "'mine'");
        MigrationReport report = original.run(Extent.FINISH);
        assertThat(report.users().duplicates()).isEqualTo(2);
        assertThat(report.isClean()).isTrue();
        try (Storage storage = original.open()) {
            assertThat(List.of("Bob", "bob", "BOB", "bOb"))
                    .extracting(name -> storage.users().find(new UserName(name)).orElseThrow().id().hex())
                    .containsExactly(first, second, third, first);
            assertThat(Originals.list(storage, second)).containsExactly("mine");
            User another = new User(
                    new Id("6b04aa4d8db14562ea94b000"), new UserName("boB"), "hash", Instant.EPOCH, Instant.EPOCH);
            assertThatExceptionOfType(Failure.Conflict.class).isThrownBy(() -> storage.users().add(another));
        }
        original.user("'bOB'");
        assertThat(original.run(Extent.FINISH).outcome()).isEqualTo(Outcome.FINISHED);
        assertThat(original.text("users", first, "key")).isEqualTo("bob");
    }

    @Test
    void ofExactlyOneNameTheFirstInNaturalOrderLogsInAndTheOthersAreReported() {
        original.insert("users", "{_id: {$oid: '6b04aa4d8db14562ea94afff'}, username: 'Bob', password: 'x'}");
        String second = original.user("'Bob'");
        original.user("'bob'");
        MigrationReport report = original.run(Extent.FINISH);
        assertThat(report.problems()).containsExactly(new Problem("users", second, Reason.NAME_IS_TAKEN));
        assertThat(original.ours("users", second))
                .isEqualTo(BsonDocument.parse("{twin: {$oid: '6b04aa4d8db14562ea94afff'}}"));
        assertThat(original.account("Bob").id().hex()).isEqualTo("6b04aa4d8db14562ea94afff");
    }

    @Test
    void whoIsAnAccountStaysOneAlsoIfAnOlderDocumentOfTheNameTurnsUp() {
        String late = original.user("'ada'");
        String template = original.template("'ada'", "1");
        String adopted = original.user("'grace'");
        original.run(Extent.ADOPT);
        // As if it had been in the middle of being inserted: it stands before the one that was adopted.
        original.database.users().updateOne(Originals.byId(late),
                BsonDocument.parse("{$set: {username: 'grace'}, $unset: {stencil: 1}}"));
        MigrationReport report = original.run(Extent.FINISH);
        assertThat(report.problems()).contains(new Problem("users", late, Reason.NAME_IS_TAKEN));
        assertThat(original.text("users", adopted, "key")).isEqualTo("grace");
        assertThat(original.text("templates", template, "owner")).contains(late);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "5                | NAME_IS_NO_STRING",
            "null             | NAME_IS_NO_STRING",
            "['victim']       | NAME_IS_NO_STRING",
            "{a: 1}           | NAME_IS_NO_STRING",
            "''               | NAME_IS_EMPTY",
    })
    void whoCannotLogInIsReported(String username, Reason reason) {
        String victim = original.user("'victim'");
        String odd = original.user(username);
        String planted = original.template("['victim']", "'planted'");
        String lost = original.template("'nobody'", "'lost'");
        Map<String, BsonDocument> before = original.foreign();
        MigrationReport report = original.run(Extent.FINISH);
        assertThat(report.outcome()).isEqualTo(Outcome.FINISHED);
        assertThat(report.isClean()).isFalse();
        assertThat(report.problems()).containsExactly(
                new Problem("users", odd, reason),
                new Problem("templates", planted, Reason.PROFILE_IS_NO_STRING),
                new Problem("templates", lost, Reason.NO_ACCOUNT));
        assertThat(original.foreign()).isEqualTo(before);
        assertThat(original.ours("templates", planted)).doesNotContainKeys("owner", "key");
        assertThat(original.list(victim)).isEmpty();
    }

    @Test
    void aNameTooLongForATokenIsReported() {
        String odd = original.user("'" + "n".repeat(4000) + "'");
        assertThat(original.run(Extent.FINISH).problems())
                .containsExactly(new Problem("users", odd, Reason.NAME_IS_TOO_LONG));
    }

    @Test
    void aHashThatCannotBeUsedIsReportedInEveryRunAndItsAccountAdopted() {
        original.user("'ada'");
        original.insert("users", "{_id: {$oid: '6b04aa4d8db14562ea94a9aa'}, username: 'grace', password: '"
                + Originals.UNUSABLE_HASH + "'}");
        Problem unusable = new Problem("users", "6b04aa4d8db14562ea94a9aa", Reason.PASSWORD_HASH_IS_UNUSABLE,
                "the password hash cannot be used: cannot log in: it is odd");
        for (Extent extent : Extent.values()) {
            MigrationReport report = original.run(extent);
            assertThat(report.problems()).containsExactly(unusable);
            assertThat(report.isClean()).isFalse();
            assertThat(report.users().reported()).isEqualTo(1);
        }
        assertThat(original.account("grace")).isNotNull();
    }

    @Test
    void chosenIdsAreKept() {
        original.insert("users", "{_id: 'chosen', username: 'ada', password: 'x'}");
        original.insert("users", "{_id: null, username: 'grace', password: 'x'}");
        original.insert("templates", "{_id: 'chosen', profile: 'ada', template: 1}");
        original.template("'grace'", "'hers'");
        MigrationReport report = original.run(Extent.FINISH);
        assertThat(report.problems())
                .containsExactly(new Problem("templates", "{\"_id\": \"chosen\"}", Reason.ID_IS_NO_OBJECT_ID));
        assertThat(original.account("ada")).isNotNull();
        assertThat(original.list(original.account("grace").id().hex())).containsExactly("hers");
        assertThat(original.run(Extent.FINISH).users().already()).isEqualTo(2);
    }

    @Test
    void hashesOfTheOriginalAreWrappedIfThatIsAskedFor() {
        original.user("'ada'");
        original.user("5");
        original.insert("users", "{username: 'grace', password: 'other'}");
        MigrationOptions wrapping = new MigrationOptions(
                Extent.FINISH,
                name -> true,
                Originals::unusable,
                Optional.of(hash -> hash.equals(Originals.HASH) ? Optional.of("wrapped") : Optional.empty()),
                () -> Originals.NOW);
        MigrationReport report = original.run(wrapping, (step, done, total) -> {});
        assertThat(report.wrapped()).isEqualTo(2);
        assertThat(original.database.users().distinct("password", String.class))
                .containsExactlyInAnyOrder("wrapped", "other");
        assertThat(original.run(wrapping, (step, done, total) -> {}).wrapped()).isZero();
    }
}
