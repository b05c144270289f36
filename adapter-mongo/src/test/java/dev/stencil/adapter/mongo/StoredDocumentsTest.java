package dev.stencil.adapter.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stencil.adapter.mongo.document.ExtendedJson;
import dev.stencil.core.domain.Client;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.SessionId;
import dev.stencil.core.domain.account.Access;
import dev.stencil.core.domain.account.AccountState;
import dev.stencil.core.domain.account.PasswordReset;
import dev.stencil.core.domain.account.Roles;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.domain.session.RefreshState;
import dev.stencil.core.domain.session.RefreshState.Rotation;
import dev.stencil.core.domain.session.Session;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.ContentLimits;
import dev.stencil.core.domain.template.Order;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.port.Storage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What lies in the database: the original application reads it. */
class StoredDocumentsTest {
    private static final Id ANNA = new Id("6b04aa4d8db14562ea94a915");
    private static final Id ONE = new Id("6b04aa4d8db14562ea94a916");
    private static final Instant FIRST = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final Instant LATER = FIRST.plusSeconds(1);
    private static final User USER = new User(ANNA, new UserName("Anna"), "hash", FIRST, FIRST);

    @AutoClose
    private final TestDatabase database = new TestDatabase();
    @AutoClose
    private final Storage storage = MongoStorage.open(database.uri());

    @Test
    void aUserIsStoredAsTheOriginalReadsIt() {
        storage.users().add(USER);
        storage.users().replace(USER, USER.rehashed("other", LATER));
        assertThat(database.users().find()).containsExactly(BsonDocument.parse("""
                {_id: {$oid: '6b04aa4d8db14562ea94a915'}, username: 'Anna', password: 'other',
                 stencil: {key: 'anna', id: {$oid: '6b04aa4d8db14562ea94a915'},
                           created: {$date: '2026-01-02T03:04:05.678Z'}, updated: {$date: '2026-01-02T03:04:06.678Z'}}}
                """));
    }

    @Test
    void anAccountHasItsAccessBesideTheRest() {
        Access access = new Access(AccountState.DELETING, 3, Optional.of(SessionId.of(ONE)), Instant.ofEpochSecond(1));
        storage.users().add(USER);
        storage.users().replace(USER, USER.with(access, LATER));
        assertThat(database.users().find()).containsExactly(BsonDocument.parse("""
                {_id: {$oid: '6b04aa4d8db14562ea94a915'}, username: 'Anna', password: 'hash',
                 stencil: {key: 'anna', id: {$oid: '6b04aa4d8db14562ea94a915'},
                           created: {$date: '2026-01-02T03:04:05.678Z'}, updated: {$date: '2026-01-02T03:04:06.678Z'},
                           closed: true, epoch: {$numberLong: '3'}, survivor: '6b04aa4d8db14562ea94a916',
                           revoked: {$date: '1970-01-01T00:00:01Z'}}}
                """));
    }

    /** A version that knows none of it reads and keeps it, and sweeps what is {@code closed} alone. */
    @Test
    void aDisabledAccountItsRolesAndItsResetStandBesideTheRest() {
        User changed = USER.with(new Access(AccountState.DISABLED, 0, Optional.empty(), Instant.EPOCH), LATER)
                .with(Roles.of(List.of("ops", "admin")), LATER)
                .with(new PasswordReset("digest", FIRST, 3), LATER);
        storage.users().add(USER);
        storage.users().replace(USER, changed);
        assertThat(database.users().find()).containsExactly(BsonDocument.parse("""
                {_id: {$oid: '6b04aa4d8db14562ea94a915'}, username: 'Anna', password: 'hash',
                 stencil: {key: 'anna', id: {$oid: '6b04aa4d8db14562ea94a915'},
                           created: {$date: '2026-01-02T03:04:05.678Z'}, updated: {$date: '2026-01-02T03:04:06.678Z'},
                           disabled: true, roles: ['admin', 'ops'],
                           reset: {hash: 'digest', expires: {$date: '2026-01-02T03:04:05.678Z'},
                                   epoch: {$numberLong: '3'}}}}
                """));
        assertThat(storage.users().replace(changed, USER)).isTrue();
        assertThat(database.users().find().first().getDocument("stencil").keySet())
                .containsExactlyInAnyOrder("key", "id", "created", "updated");
    }

    @Test
    void aSessionAndARevokedTokenAreStoredWithTheirUser() {
        RefreshState state = new RefreshState("f", "c", List.of(new Rotation("p", "s", FIRST)));
        Client client = new Client("192.0.2.7", "curl");
        storage.sessions().add(new Session(SessionId.of(ONE), ANNA, 3, client, state, FIRST, LATER, LATER));
        SessionId token = SessionId.ofToken("any");
        storage.sessions().revoke(ANNA, token, LATER);
        assertThat(database.collection("sessions").find()).containsExactlyInAnyOrder(BsonDocument.parse("""
                {_id: {$oid: '6b04aa4d8db14562ea94a916'}, user: {$oid: '6b04aa4d8db14562ea94a915'},
                 epoch: {$numberLong: '3'}, address: '192.0.2.7', agent: 'curl', family: 'f', current: 'c',
                 rotations: [{presented: 'p', salt: 's', at: {$date: '2026-01-02T03:04:05.678Z'}}],
                 created: {$date: '2026-01-02T03:04:05.678Z'}, used: {$date: '2026-01-02T03:04:06.678Z'},
                 expires: {$date: '2026-01-02T03:04:06.678Z'}}
                """), BsonDocument.parse("""
                {_id: '%s:6b04aa4d8db14562ea94a915', user: {$oid: '6b04aa4d8db14562ea94a915'},
                 expires: {$date: '2026-01-02T03:04:06.678Z'}}
                """.formatted(token)));
    }

    @Test
    void aTemplateIsStoredAsTheOriginalReadsIt() {
        storage.users().add(USER);
        Content content = content(Map.of("n", List.of(1L, 5_000_000_000L, 1.5)));
        storage.templates().add(Template.create(ONE, ANNA, content, FIRST));
        assertThat(database.templates().find()).containsExactly(BsonDocument.parse("""
                {_id: {$oid: '6b04aa4d8db14562ea94a916'}, profile: 'Anna', template: {n: [1, 5000000000, 1.5]},
                 stencil: {owner: {$oid: '6b04aa4d8db14562ea94a915'}, fingerprint: '%s', key: '%s',
                           version: {$numberLong: '1'},
                           created: {$date: '2026-01-02T03:04:05.678Z'}, updated: {$date: '2026-01-02T03:04:05.678Z'}}}
                """.formatted(content.fingerprint(), content.fingerprint())));
    }

    @Test
    void aReplacedTemplateKeepsAllButItsContent() {
        storage.users().add(USER);
        storage.templates().add(Template.create(ONE, ANNA, content("old"), FIRST));
        database.templates().updateMany(new BsonDocument(), BsonDocument.parse("{$set: {color: 'red'}}"));
        Content content = content("new");
        storage.templates().replace(ANNA, content("old").fingerprint(), content, LATER);
        assertThat(database.templates().find()).containsExactly(BsonDocument.parse("""
                {_id: {$oid: '6b04aa4d8db14562ea94a916'}, profile: 'Anna', template: 'new', color: 'red',
                 stencil: {owner: {$oid: '6b04aa4d8db14562ea94a915'}, fingerprint: '%s', key: '%s',
                           version: {$numberLong: '2'},
                           created: {$date: '2026-01-02T03:04:05.678Z'}, updated: {$date: '2026-01-02T03:04:06.678Z'}}}
                """.formatted(content.fingerprint(), content.fingerprint())));
    }

    /** As after a reply that was lost, a change by somebody else, and then the retry. */
    @Test
    void aTemplateThatIsAddedAgainAfterItChangedStaysAsItIs() {
        Template template = Template.create(ONE, ANNA, content("old"), FIRST);
        storage.templates().add(template);
        storage.templates().replace(ANNA, content("old").fingerprint(), content("new"), LATER);
        List<BsonDocument> before = database.everything();
        storage.templates().add(template);
        assertThat(database.everything()).isEqualTo(before);
    }

    /** Members of the original may hold values of any type: an equality with one of them would match these. */
    @Test
    void documentsWithoutOurMembersAreNobodys() {
        database.users().insertOne(BsonDocument.parse("{username: ['Anna'], password: 'x'}"));
        database.users().insertOne(BsonDocument.parse("{username: 'Anna', password: 'x'}"));
        database.templates().insertOne(BsonDocument.parse("{profile: ['Anna'], template: 1}"));
        assertThat(storage.users().find(new UserName("Anna"))).isEmpty();
        storage.users().add(USER);
        assertThat(storage.users().find(new UserName("anna")).map(User::id)).contains(ANNA);
        assertThat(storage.templates().remove(ANNA, content(1L).fingerprint())).isFalse();
        assertThat(database.templates().countDocuments()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{$date: {$numberLong: '0'}}", "{$numberDouble: 'NaN'}", "{$numberDouble: '-Infinity'}",
            "{$oid: '6b04aa4d8db14562ea94a915'}"})
    void whatJsonCannotExpressIsShownAsExtendedJson(String value) {
        storage.templates().add(Template.create(ONE, ANNA, content("x"), FIRST));
        BsonDocument opaque = BsonDocument.parse("{template: [" + value + ", null, 1]}");
        database.templates().updateMany(new BsonDocument(), new BsonDocument("$set", opaque));
        Content read = storage.templates()
                .page(ANNA, null, Order.OLDEST_FIRST, 1).items().getFirst().content();
        assertThat(read.isOpaque()).isTrue();
        assertThat(ExtendedJson.parse(new String(read.json(), StandardCharsets.UTF_8)))
                .isEqualTo(opaque.get("template"));
    }

    @Test
    void aConflictDoesNotRepeatWhatItIsAbout() {
        storage.users().add(USER);
        assertThatExceptionOfType(Failure.Conflict.class)
                .isThrownBy(() -> storage.users().add(new User(ONE, new UserName("ANNA"), "hash", FIRST, FIRST)))
                .withNoCause()
                .satisfies(conflict -> assertThat(conflict.getMessage()).doesNotContainIgnoringCase("anna"));
    }

    private static Content content(Object value) {
        return Content.of(value, ContentLimits.DEFAULT);
    }
}
