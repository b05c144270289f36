package dev.stencil.adapter.mongo;

import static dev.stencil.adapter.mongo.document.BsonTypes.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import dev.stencil.contract.fixture.Concurrently;
import dev.stencil.core.port.Storage;
import dev.stencil.core.port.StorageNotOpened;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpeningTest {
    @AutoClose
    private final TestDatabase database = new TestDatabase();

    @Test
    void anEmptyDatabaseGetsAMarkerAndAllIndexes() {
        open();
        assertMarked(3);
        assertThat(indexes(database.users())).containsExactlyInAnyOrder(
                "{\"_id\": 1}",
                "{\"stencil.key\": 1} unique sparse",
                "{\"stencil.id\": 1}",
                "{\"stencil.closed\": 1} sparse",
                "{\"stencil.closed\": 1, \"stencil.disabled\": 1, \"stencil.key\": 1} of stencil.id",
                "{\"stencil.roles\": 1, \"stencil.closed\": 1, \"stencil.disabled\": 1, \"stencil.key\": 1}"
                        + " of stencil.roles",
                "{\"stencil.left\": 1} sparse",
                "{\"stencil.twin\": 1} sparse");
        assertThat(indexes(database.templates())).containsExactlyInAnyOrder(
                "{\"_id\": 1}",
                "{\"stencil.owner\": 1, \"stencil.key\": 1} unique sparse",
                "{\"stencil.owner\": 1, \"stencil.created\": 1, \"_id\": 1}",
                "{\"stencil.owner\": 1, \"stencil.fingerprint\": 1, \"stencil.created\": 1, \"_id\": 1}");
        assertThat(indexes(database.collection("sessions"))).containsExactlyInAnyOrder(
                "{\"_id\": 1}",
                "{\"user\": 1, \"_id\": 1}",
                "{\"expires\": 1}");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aDatabaseOfAVersionBeforeGetsItsIndexesAndIsClosedToThatVersion(int format) {
        mark(format);
        BsonDocument user = BsonDocument.parse("{_id: 1, username: 'ada', stencil: {key: 'ada'}}");
        database.users().insertOne(user);
        open();
        assertMarked(3);
        assertThat(indexes(database.users())).contains("{\"stencil.closed\": 1} sparse")
                .filteredOn(index -> index.contains("stencil.disabled"))
                .hasSize(2);
        assertThat(indexes(database.collection("sessions"))).contains("{\"expires\": 1}");
        assertThat(database.users().find()).containsExactly(user);
    }

    @Test
    void aDatabaseOfTheVersionBeforeIsLeftToItIfAListCannotHaveItsIndex() {
        mark(2);
        database.users().createIndex(
                BsonDocument.parse("{'stencil.closed': 1, 'stencil.disabled': 1, 'stencil.key': 1}"));
        assertRefused(
                "cannot have the partial index on [stencil.closed, stencil.disabled, stencil.key]: another index is in"
                        + " the way");
        assertMarked(2);
    }

    private void mark(int format) {
        database.collection("stencil").insertOne(document("_id", "marker", "format", format));
    }

    private void assertMarked(int format) {
        assertThat(database.collection("stencil").find())
                .containsExactly(document("_id", "marker", "format", format));
    }

    @Test
    void aDatabaseOfTheVersionBeforeIsLeftToItIfItsIndexesCannotBeMade() {
        mark(1);
        database.collection("sessions")
                .createIndex(BsonDocument.parse("{expires: 1}"), new IndexOptions().sparse(true));
        assertRefused("cannot have the plain index on [expires]: another index is in the way");
        assertMarked(1);
    }

    @Test
    void aDatabaseOfOursIsOpenedAgain() {
        open();
        database.users().insertOne(BsonDocument.parse("{username: 'anybody'}"));
        List<BsonDocument> before = database.everything();
        open();
        assertThat(database.everything()).isEqualTo(before);
    }

    @Test
    void severalProcessesMayTakeUpADatabaseOfTheVersionBeforeAtOnce() throws Exception {
        mark(2);
        openByMany();
        assertMarked(3);
    }

    @Test
    void severalProcessesMayOpenANewDatabaseAtOnce() throws Exception {
        openByMany();
        assertThat(database.collection("stencil").countDocuments()).isEqualTo(1);
    }

    private void openByMany() throws Exception {
        assertThat(Concurrently.race(i -> () -> {
            open();
            return true;
        })).allMatch(outcome -> outcome.failure() == null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"users", "templates"})
    void aDatabaseOfAnotherApplicationIsRefusedAndLeftAsItIs(String collection) {
        database.collection(collection).insertOne(BsonDocument.parse("{username: 'old', profile: 'old', template: 1}"));
        List<BsonDocument> before = database.everything();
        assertRefused("have not been adopted, or not to the end: run ./run migrate, then");
        assertThat(database.everything()).isEqualTo(before);
    }

    @Test
    void aDatabaseOfANewerVersionIsRefusedAndLeftAsItIs() {
        mark(4);
        List<BsonDocument> before = database.everything();
        assertRefused("has format 4, made by a newer Stencil");
        assertThat(database.everything()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{_id: 'marker'}", "{_id: 'marker', format: 'x'}", "{_id: 'marker', format: 0}"})
    void aMarkerThatMakesNoSenseIsRefused(String marker) {
        database.collection("stencil").insertOne(BsonDocument.parse(marker));
        assertRefused("has a marker that Stencil cannot read");
    }

    @Test
    void anIndexThatWouldLetTwoHaveOneNameIsRefused() {
        database.users().createIndex(BsonDocument.parse("{'stencil.key': 1}"), new IndexOptions().sparse(true));
        assertRefused("cannot have the unique, sparse index on [stencil.key]");
    }

    @Test
    void documentsThatBreakAUniqueIndexAreRefused() {
        mark(1);
        database.users().insertOne(BsonDocument.parse("{stencil: {key: 'a'}}"));
        database.users().insertOne(BsonDocument.parse("{stencil: {key: 'a'}}"));
        assertRefused("cannot have the unique, sparse index on [stencil.key]");
    }

    private record OldVersion(List<Integer> getVersionArray, int getWireVersion) implements MongoVersion {}

    /** The driver itself refuses the first; the others speak a protocol that it knows. */
    @ParameterizedTest
    @CsvSource({"4, 0, 7", "4, 4, 9", "4, 4, 13"})
    void aServerThatIsTooOldIsRefused(int major, int minor, int wire) {
        MongoServer old = MongoServers.standIn(new OldVersion(List.of(major, minor, 0), wire));
        try {
            assertThatExceptionOfType(StorageNotOpened.class)
                    .isThrownBy(() -> MongoStorage.open(old.getConnectionString()))
                    .withMessage("this version of MongoDB does not suit Stencil, which needs 5.0 or above");
        } finally {
            old.shutdownNow();
        }
    }

    private void open() {
        try (Storage storage = MongoStorage.open(database.uri())) {
            assertThat(storage.isReady()).isTrue();
        }
    }

    private void assertRefused(String why) {
        assertThatExceptionOfType(StorageNotOpened.class)
                .isThrownBy(() -> MongoStorage.open(database.uri()))
                .withMessageContaining(why)
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("\n", "mongodb://"));
    }

    private static List<String> indexes(MongoCollection<BsonDocument> collection) {
        return collection.listIndexes(BsonDocument.class)
                .map(index -> keys(index) + flag(index, "unique") + flag(index, "sparse") + filter(index))
                .into(new ArrayList<>());
    }

    /** Some servers count in doubles. */
    private static String keys(BsonDocument index) {
        BsonDocument keys = index.getDocument("key").clone();
        keys.replaceAll((name, direction) -> new BsonInt32(direction.asNumber().intValue()));
        return keys.toJson();
    }

    private static String filter(BsonDocument index) {
        return index.containsKey("partialFilterExpression")
                ? " of " + index.getDocument("partialFilterExpression").getFirstKey()
                : "";
    }

    private static String flag(BsonDocument index, String name) {
        return index.getBoolean(name, BsonBoolean.FALSE).getValue() ? " " + name : "";
    }
}
