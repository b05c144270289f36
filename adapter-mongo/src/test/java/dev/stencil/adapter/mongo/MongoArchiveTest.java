package dev.stencil.adapter.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.domain.archive.KeyRole;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.port.Archive;
import dev.stencil.core.port.Storage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class MongoArchiveTest {
    private static final Id ANNA = new Id("6b04aa4d8db14562ea94a915");
    private static final Id ONE = new Id("6b04aa4d8db14562ea94a916");
    private static final Instant FIRST = Instant.ofEpochMilli(1_500_000_000_123L);
    private static final User USER = new User(ANNA, new UserName("Anna"), "hash", FIRST, FIRST.plusMillis(1));

    @AutoClose
    private final TestDatabase database = new TestDatabase();
    @AutoClose
    private final Storage storage = MongoStorage.open(database.uri());

    private List<BsonDocument> documents() {
        return database.everything().stream().filter(document -> document.containsKey("_id")).toList();
    }

    @Test
    void whatIsPutIsTheDocumentThatOrdinaryCallsMake() {
        Template template = Template.create(ONE, ANNA, Content.stored(Map.of("n", List.of(1L, 1.5))), FIRST);
        storage.users().add(USER);
        storage.templates().add(template);
        List<BsonDocument> added = documents();
        database.users().deleteMany(new BsonDocument());
        database.templates().deleteMany(new BsonDocument());
        storage.intake().put(USER, KeyRole.HOLDER);
        storage.intake().put(template, KeyRole.HOLDER);
        assertThat(documents()).containsExactlyInAnyOrderElementsOf(added);
    }

    @Test
    void documentsThatAreNoAccountAndNoTemplateAreCountedAndNotRead() {
        storage.intake().put(USER, KeyRole.HOLDER);
        database.users().insertOne(BsonDocument.parse("{username: 5, password: 'x'}"));
        database.users().insertOne(BsonDocument.parse("{username: 'Anna', stencil: {id: {$oid: '" + ONE + "'}}}"));
        database.templates().insertOne(BsonDocument.parse("{_id: 1, profile: 'nobody', template: 1}"));
        assertThat(storage.archive().users(null, 10).items()).hasSize(1);
        assertThat(storage.archive().templates(null, 10).items()).isEmpty();
        assertThat(storage.archive().inventory()).extracting(Archive.Inventory::others).isEqualTo(3L);
    }

    @Test
    void aDocumentThatIsNotOursInThePlaceOfAnotherIsRefusedAndKept() {
        storage.intake().put(USER, KeyRole.HOLDER);
        database.templates().insertOne(BsonDocument.parse("{_id: {$oid: '" + ONE + "'}, template: 1}"));
        assertThatExceptionOfType(Failure.Conflict.class)
                .isThrownBy(() -> storage.intake().put(
                        Template.create(ONE, ANNA, Content.stored(1L), FIRST), KeyRole.HOLDER))
                .satisfies(conflict -> assertThat(conflict.existing()).isEqualTo(ONE));
        assertThat(database.templates().countDocuments()).isEqualTo(1);
    }
}
