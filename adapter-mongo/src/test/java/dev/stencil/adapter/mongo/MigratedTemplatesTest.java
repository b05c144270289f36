package dev.stencil.adapter.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.adapter.mongo.migration.MigrationOptions.Extent;
import dev.stencil.adapter.mongo.migration.MigrationReport;
import dev.stencil.adapter.mongo.migration.MigrationReport.Outcome;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.ContentLimits;
import dev.stencil.core.domain.template.Fingerprint;
import dev.stencil.core.domain.template.Order;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.domain.template.Versions;
import dev.stencil.core.port.Storage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigratedTemplatesTest {
    private static final Fingerprint ONE = Content.of(1L, ContentLimits.DEFAULT).fingerprint();

    @AutoClose
    private final Originals original = new Originals();

    @Test
    void theListKeepsTheNaturalOrderAlsoOfWhatComesLater() {
        String ada = original.user("'ada'");
        String old = "6b04aa4c8db14562ea94a9ff";
        String first = original.template("'ada'", "'first'");
        original.insert("templates", "{_id: {$oid: '" + old + "'}, profile: 'ada', template: 'second'}");
        original.run(Extent.ADOPT);
        String created = original.text("templates", first, "created");
        original.insert(
                "templates", "{_id: {$oid: '6b04aa4c8db14562ea94a9fe'}, profile: 'ada', template: 'third'}");
        original.template("'ada'", "'fourth'");
        original.run(Extent.FINISH);
        assertThat(original.text("templates", first, "created")).isEqualTo(created);
        assertThat(original.list(ada)).containsExactly("first", "second", "third", "fourth");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{$oid: '6b04aa4d8db14562ea94a9aa'}", "2.5", "['a']", "{a: {b: 1}}", "null", "'a'",
            "{$numberDouble: 'NaN'}"})
    void whatTheOriginalChangesUnderAFingerprintGetsAnother(String changed) {
        original.user("'ada'");
        String id = original.template("'ada'", "1");
        original.run(Extent.ADOPT);
        BsonDocument before = original.ours("templates", id);
        assertThat(before.getString("fingerprint").getValue()).isEqualTo(ONE.text());
        original.set(id, changed);
        assertThat(original.run(Extent.ADOPT).templates().changed()).isEqualTo(1);
        BsonDocument after = original.ours("templates", id);
        assertThat(after.get("fingerprint")).isNotEqualTo(before.get("fingerprint"));
        assertThat(after.getString("key").getValue()).endsWith(":" + id);
        assertThat(after.getInt64("version").getValue()).isEqualTo(2);
        assertThat(after.get("created")).isEqualTo(before.get("created"));
        assertThat(after.getDateTime("updated").getValue()).isEqualTo(Originals.NOW.toEpochMilli());
        assertThat(original.run(Extent.ADOPT).templates().already()).isEqualTo(1);
    }

    @Test
    void equalTemplatesStayAndAreRemovedTheOldestFirst() {
        String ada = original.user("'ada'");
        String oldest = original.template("'ada'", "1");
        String middle = original.template("'ada'", "1.0");
        String youngest = original.template("'ada'", "{$numberLong: '1'}");
        MigrationReport report = original.run(Extent.FINISH);
        assertThat(report.templates().duplicates()).isEqualTo(2);
        assertThat(report.isClean()).isTrue();
        assertThat(List.of(oldest, middle, youngest))
                .extracting(id -> original.text("templates", id, "key"))
                .containsExactly(ONE + ":" + oldest, ONE + ":" + middle, ONE.text());
        try (Storage storage = original.open()) {
            assertThat(Originals.list(storage, ada)).containsExactly("1", "1.0", "1");
            for (int left = 2; left >= 0; left--) {
                assertThat(storage.templates().remove(new Id(ada), ONE)).isTrue();
                assertThat(Originals.list(storage, ada)).hasSize(left);
            }
            assertThat(storage.templates().remove(new Id(ada), ONE)).isFalse();
        }
    }

    @Test
    void theKeyOfEqualTemplatesGoesToAYoungerOneThatCameSince() {
        original.user("'ada'");
        String first = original.template("'ada'", "1");
        original.run(Extent.FINISH);
        String second = original.template("'ada'", "1");
        String third = original.template("'ada'", "1");
        assertThat(original.run(Extent.ADOPT).outcome()).isEqualTo(Outcome.LEFT_BEHIND);
        assertThat(original.text("templates", second, "key")).isEqualTo("none");
        assertThat(original.run(Extent.FINISH).outcome()).isEqualTo(Outcome.FINISHED);
        assertThat(List.of(first, second, third))
                .extracting(id -> original.text("templates", id, "key"))
                .containsExactly(ONE + ":" + first, ONE + ":" + second, ONE.text());
    }

    @Test
    void aTemplateGetsItsOwnerOnceThereIsOne() {
        String template = original.template("'ada'", "1");
        original.run(Extent.ADOPT);
        assertThat(original.text("templates", template, "owner")).isEqualTo("none");
        String ada = original.user("'ada'");
        assertThat(original.run(Extent.FINISH).isClean()).isTrue();
        assertThat(original.list(ada)).containsExactly("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{$numberDouble: 'NaN'}", "{$date: {$numberLong: '0'}}",
            "{a: [{$numberDouble: '-Infinity'}]}"})
    void whatJsonCannotHoldIsKeptListedAndRemovedByItsId(String value) {
        String ada = original.user("'ada'");
        String odd = original.template("'ada'", value);
        original.template("'ada'", value);
        Map<String, BsonDocument> before = original.foreign();
        MigrationReport report = original.run(Extent.FINISH);
        assertThat(report.templates().opaque()).isEqualTo(2);
        assertThat(original.foreign()).isEqualTo(before);
        assertThat(original.ours("templates", odd)).doesNotContainKey("fingerprint");
        assertThat(original.text("templates", odd, "key")).isEqualTo("opaque:" + odd);
        try (Storage storage = original.open()) {
            List<Template> listed = storage.templates().page(new Id(ada), null, Order.OLDEST_FIRST, 9).items();
            assertThat(listed).hasSize(2).allMatch(template -> template.content().isOpaque());
            assertThat(storage.templates().remove(new Id(ada), new Id(odd), Versions.any())).isTrue();
            assertThat(Originals.list(storage, ada)).hasSize(1);
        }
    }

    @Test
    void valuesBeyondTodaysLimitsAreReadBackWhole() {
        String ada = original.user("'ada'");
        String large = "x".repeat(1_000_000);
        String deep = "[".repeat(80) + "1" + "]".repeat(80);
        original.template("'ada'", "'" + large + "'");
        original.template("'ada'", deep);
        assertThat(original.run(Extent.FINISH).isClean()).isTrue();
        try (Storage storage = original.open()) {
            assertThat(storage.templates().find(new Id(ada), Content.stored(large).fingerprint())).isPresent();
            Template last = storage.templates().page(new Id(ada), null, Order.NEWEST_FIRST, 1).items().getFirst();
            assertThat(new String(last.content().json(), StandardCharsets.UTF_8)).isEqualTo(deep);
        }
    }
}
