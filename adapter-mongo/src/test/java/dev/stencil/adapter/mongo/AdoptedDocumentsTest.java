package dev.stencil.adapter.mongo;

import static dev.stencil.adapter.mongo.document.BsonTypes.bson;
import static dev.stencil.adapter.mongo.document.BsonTypes.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stencil.contract.fixture.Concurrently;
import dev.stencil.contract.fixture.Concurrently.Outcome;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.Access;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.ContentLimits;
import dev.stencil.core.domain.template.Fingerprint;
import dev.stencil.core.domain.template.Order;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.port.Storage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that share a key and templates of equal content: the original let them be, so a database may have them. */
class AdoptedDocumentsTest {
    private static final String OLDEST = "6b04aa4d8db14562ea94a911";
    private static final String MIDDLE = "6b04aa4d8db14562ea94a912";
    private static final String YOUNGEST = "6b04aa4d8db14562ea94a913";
    private static final Id OWNER = new Id("6b04aa4d8db14562ea94a900");
    private static final Fingerprint ONE = content(1L).fingerprint();

    @AutoClose
    private final TestDatabase database = new TestDatabase();
    @AutoClose
    private final Storage storage = MongoStorage.open(database.uri());

    @Test
    void namesThatShareAKeyAreFoundExactlyAndOthersByTheHolder() {
        addTwins();
        assertThat(found("Bob")).isEqualTo(OLDEST);
        assertThat(found("BOB")).isEqualTo(MIDDLE);
        assertThat(found("bob")).isEqualTo(YOUNGEST);
        assertThat(found("bOb")).isEqualTo(OLDEST);
    }

    @Test
    void aNameThatLooksLikeTheKeyOfATwinFindsNobody() {
        addTwins();
        assertThat(storage.users().find(new UserName("bob\0" + MIDDLE))).isEmpty();
        assertThat(storage.users().find(new UserName("BOB\0" + MIDDLE))).isEmpty();
    }

    @Test
    void nobodyJoinsThoseWhoShareAKey() {
        addTwins();
        assertConflict(OLDEST, () -> storage.users().add(user("BoB")));
        assertThat(database.users().countDocuments()).isEqualTo(3);
    }

    @Test
    void eachOfThoseWhoShareAKeyHasAPasswordOfTheirOwn() {
        addTwins();
        User user = storage.users().find(new Id(MIDDLE)).orElseThrow();
        assertThat(storage.users().replace(user, user.rehashed("new", Instant.EPOCH))).isTrue();
        assertThat(storage.users().find(new UserName("BOB")).map(User::passwordHash)).contains("new");
        assertThat(storage.users().find(new UserName("Bob")).map(User::passwordHash)).contains("hash");
        assertThat(storage.users().find(new UserName("bob")).map(User::passwordHash)).contains("hash");
    }

    @Test
    void anAccountWithoutOurLaterMembersIsUnrestrictedAndCanBeReplaced() {
        addTwins();
        User user = storage.users().find(new UserName("Bob")).orElseThrow();
        assertThat(user.access()).isEqualTo(Access.UNRESTRICTED);
        User ended = user.with(user.access().ended(Instant.ofEpochSecond(9)), Instant.EPOCH);
        assertThat(storage.users().replace(ended, ended)).isFalse();
        assertThat(storage.users().replace(user, ended)).isTrue();
        assertThat(storage.users().find(new UserName("Bob"))).contains(ended);
        assertThat(storage.users().replace(ended, user)).isTrue();
        assertThat(database.users().find(BsonDocument.parse("{username: 'Bob'}")))
                .containsExactly(user(OLDEST, "Bob", "bob"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a key by other rules", "a key by other rules\0" + OLDEST, ""})
    void anAccountThatIsKeptByAnOldKeyCanBeReplacedOnce(String key) {
        database.users().insertOne(user(OLDEST, "Bob", key));
        User user = storage.users().find(new Id(OLDEST)).orElseThrow();
        User ended = user.with(user.access().ended(Instant.ofEpochSecond(9)), Instant.EPOCH);
        assertThat(storage.users().replace(user, ended)).isTrue();
        assertThat(storage.users().replace(user, ended)).isFalse();
        assertThat(storage.users().find(new Id(OLDEST))).contains(ended);
        assertThat(database.users().countDocuments()).isEqualTo(1);
    }

    @Test
    void thoseWhoSharedTheKeyOfADeletedAccountKeepOthersFromJoiningThem() {
        addTwins();
        User holder = storage.users().find(new UserName("Bob")).orElseThrow();
        User closed = holder.with(holder.access().closed(Instant.EPOCH), Instant.EPOCH);
        storage.users().replace(holder, closed);
        storage.users().delete(closed, Instant.EPOCH);
        assertThat(storage.users().find(new UserName("Bob"))).isEmpty();
        assertThat(found("BOB")).isEqualTo(MIDDLE);
        assertConflict(MIDDLE, () -> storage.users().add(user("Bob")));
    }

    @Test
    void ofEqualTemplatesTheOldestIsTheOneThatIsThere() {
        addEqualTemplates();
        assertConflict(OLDEST, () -> storage.templates().add(
                Template.create(OWNER, OWNER, content(1.0), Instant.EPOCH)));
    }

    @Test
    void ofEqualTemplatesTheOldestIsRemovedFirst() {
        addEqualTemplates();
        for (List<String> left : List.of(List.of(MIDDLE, YOUNGEST), List.of(YOUNGEST), List.<String>of())) {
            assertThat(storage.templates().remove(OWNER, ONE)).isTrue();
            assertThat(listed()).isEqualTo(left);
        }
        assertThat(storage.templates().remove(OWNER, ONE)).isFalse();
    }

    @Test
    void ofEqualTemplatesTheOldestIsReplacedFirstAndGivesUpItsKey() {
        addEqualTemplates();
        Content two = content(2L);
        assertThat(storage.templates().replace(OWNER, ONE, two, Instant.EPOCH).map(Template::id))
                .contains(new Id(OLDEST));
        assertThat(keys()).containsExactly(two.fingerprint().text(), ONE + ":" + MIDDLE, ONE.text());
        assertConflict(OLDEST, () -> storage.templates().replace(OWNER, ONE, two, Instant.EPOCH));
    }

    @Test
    void anEqualTemplateThatIsReplacedByItselfKeepsItsKey() {
        addEqualTemplates();
        List<String> before = keys();
        assertThat(storage.templates().replace(OWNER, ONE, content(1.0), Instant.EPOCH).map(Template::id))
                .contains(new Id(OLDEST));
        assertThat(keys()).isEqualTo(before);
        assertThat(storage.templates().page(OWNER, null, Order.OLDEST_FIRST, 1).items().getFirst().content().value())
                .isEqualTo(1.0);
    }

    @Test
    void asManyRemovalsSucceedAsThereAreEqualTemplates() throws Exception {
        addEqualTemplates();
        assertThat(successes(i -> storage.templates().remove(OWNER, ONE))).isEqualTo(3);
        assertThat(listed()).isEmpty();
    }

    @Test
    void asManyReplacementsSucceedAsThereAreEqualTemplates() throws Exception {
        addEqualTemplates();
        assertThat(successes(i -> storage.templates()
                .replace(OWNER, ONE, content("new " + i), Instant.EPOCH)
                .isPresent())).isEqualTo(3);
        assertThat(listed()).containsExactly(OLDEST, MIDDLE, YOUNGEST);
    }

    private static long successes(IntPredicate action) throws Exception {
        List<Outcome<Boolean>> outcomes = Concurrently.race(i -> () -> action.test(i));
        assertThat(outcomes).extracting(Outcome::failure).containsOnlyNulls();
        return outcomes.stream().filter(outcome -> Boolean.TRUE.equals(outcome.value())).count();
    }

    private static void assertConflict(String existing, ThrowingCallable call) {
        assertThatExceptionOfType(Failure.Conflict.class)
                .isThrownBy(call)
                .satisfies(conflict -> assertThat(conflict.existing().hex()).isEqualTo(existing));
    }

    private String found(String name) {
        return storage.users().find(new UserName(name)).orElseThrow().id().hex();
    }

    private List<String> listed() {
        return storage.templates().page(OWNER, null, Order.OLDEST_FIRST, 10).items().stream()
                .map(template -> template.id().hex())
                .toList();
    }

    /** In the order of the list. */
    private List<String> keys() {
        return database.templates().find()
                .sort(document("_id", 1))
                .map(document -> document.getDocument("stencil").getString("key").getValue())
                .into(new ArrayList<>());
    }

    private void addTwins() {
        database.users().insertOne(user(OLDEST, "Bob", "bob"));
        database.users().insertOne(user(MIDDLE, "BOB", "bob\0" + MIDDLE));
        database.users().insertOne(user(YOUNGEST, "bob", "bob\0" + YOUNGEST));
    }

    private void addEqualTemplates() {
        database.templates().insertOne(template(OLDEST, ONE + ":" + OLDEST));
        database.templates().insertOne(template(MIDDLE, ONE + ":" + MIDDLE));
        database.templates().insertOne(template(YOUNGEST, ONE.text()));
    }

    private static User user(String name) {
        return new User(OWNER, new UserName(name), "hash", Instant.EPOCH, Instant.EPOCH);
    }

    private static BsonDocument user(String id, String name, String key) {
        return document(
                "_id", new Id(id), "username", name, "password", "hash",
                "stencil", ours().append("id", bson(new Id(id))).append("key", bson(key)));
    }

    private static BsonDocument template(String id, String key) {
        BsonDocument ours = ours();
        ours.putAll(document("owner", OWNER, "fingerprint", ONE.text(), "key", key, "version", 1L));
        return document("_id", new Id(id), "profile", "owner", "template", 1, "stencil", ours);
    }

    private static BsonDocument ours() {
        return document("created", Instant.EPOCH, "updated", Instant.EPOCH);
    }

    private static Content content(Object value) {
        return Content.of(value, ContentLimits.DEFAULT);
    }
}
