package dev.stencil.adapter.mongo.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.adapter.mongo.TestDatabase;
import java.util.List;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuardedWritesTest {
    private static final BsonDocument UPDATE = BsonDocument.parse("{$set: {stencil: 1}}");

    @AutoClose
    private final TestDatabase database = new TestDatabase();
    private final CollectionReport report = new CollectionReport("templates");
    private final GuardedWrites writes =
            new GuardedWrites(database.templates(), List.of("profile", "template"), true, report);

    @ParameterizedTest
    @ValueSource(strings = {"1", "'a'", "'$profile'", "['a', ['b']]", "[]", "{$x: 1}", "{$gt: ''}", "{a: {$ne: null}}",
            "null", "{$numberDouble: 'NaN'}", "{$date: {$numberLong: '0'}}", "{}", "''"})
    void whatIsAsItWasSeenIsWritten(String value) {
        BsonDocument seen = BsonDocument.parse("{_id: 1, template: " + value + "}");
        database.templates().insertOne(seen);
        writes.add(seen, UPDATE);
        writes.flush();
        assertThat(report.counts().contended()).isZero();
        assertThat(database.templates().find().first()).containsKey("stencil");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "'a'            | ['a']",
            "'a'            | 'b'",
            "{$gt: 0}       | 1",
            "{$ne: null}    | 'a'",
            "{a: 1}         | {a: 1, b: 2}",
            "{a: 1, b: 2}   | {b: 2, a: 1}",
            "[1]            | [1, 2]",
            "[1]            | [[1]]",
            "null           | 0",
            "/a/            | 'a'",
    }, quoteCharacter = '"')
    void whatChangedSinceIsLeftAlone(String before, String after) {
        BsonDocument seen = BsonDocument.parse("{_id: 1, template: " + before + "}");
        BsonDocument changed = BsonDocument.parse("{_id: 1, template: " + after + "}");
        database.templates().insertOne(changed);
        writes.add(seen, UPDATE);
        writes.flush();
        assertThat(report.counts().contended()).isEqualTo(1);
        assertThat(database.templates().find()).containsExactly(changed);
    }

    @Test
    void aMemberThatCameSinceIsAChange() {
        database.templates().insertOne(BsonDocument.parse("{_id: 1, profile: 'a', template: 1}"));
        writes.add(BsonDocument.parse("{_id: 1, template: 1}"), UPDATE);
        writes.flush();
        assertThat(report.counts().contended()).isEqualTo(1);
    }

    @Test
    void whatTheServerRefusesIsReportedAndTheRestIsWritten() {
        BsonDocument seen = BsonDocument.parse("{_id: 1, template: 1}");
        BsonDocument other = BsonDocument.parse("{_id: 2, template: 1}");
        database.templates().insertMany(List.of(seen, other));
        writes.add(seen, BsonDocument.parse("{$set: {_id: 3}}"));
        writes.add(other, UPDATE);
        writes.flush();
        assertThat(report.problems()).extracting(MigrationReport.Problem::id).containsExactly("{\"_id\": 1}");
        assertThat(report.counts().contended()).isZero();
        assertThat(database.templates().find(BsonDocument.parse("{stencil: 1}"))).hasSize(1);
    }
}
