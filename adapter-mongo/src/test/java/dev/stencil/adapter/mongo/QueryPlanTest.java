package dev.stencil.adapter.mongo;

import static dev.stencil.adapter.mongo.SomeAccounts.LATER;
import static dev.stencil.adapter.mongo.SomeAccounts.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.stencil.adapter.mongo.document.UserDocument;
import dev.stencil.contract.fixture.Fixtures;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.Access;
import dev.stencil.core.domain.account.AccountState;
import dev.stencil.core.domain.account.Roles;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserFilter;
import dev.stencil.core.domain.session.Session;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.Order;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.domain.template.Versions;
import dev.stencil.core.port.SessionRepository;
import dev.stencil.core.port.TemplateRepository;
import dev.stencil.core.port.UserRepository;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What is asked for often costs the same however much is stored. What is looked at are the commands themselves, as they
 * went to the server. Only a real one explains them: with the stand-in there is no such test.
 */
class QueryPlanTest {
    private static final int LIMIT = 10;
    /** A page, what tells whether there is another, and one that shares its place. */
    private static final int MOST_EXAMINED = LIMIT + 2;
    private static final int OF_ONE_OWNER = 40;
    /** Each is what an index begins with. */
    private static final Set<String> INDEXED = Set.of(
            "_id", "stencil.owner", "stencil.key", "stencil.id", UserDocument.CLOSED, UserDocument.ROLES,
            UserDocument.LEFT,
            UserDocument.TWIN, "user", "expires");

    @AutoClose
    private final TestDatabase database = new TestDatabase();
    private final User ada = Fixtures.user("Ada");
    private final User bob = Fixtures.user("Bob");

    private void fill() {
        try (MongoStorage storage = MongoStorage.open(database.uri())) {
            for (int i = 0; i < OF_ONE_OWNER; i++) {
                storage.users().add(of(List.of(AccountState.values()).get(i % 3), Fixtures.user("user " + i)));
            }
            for (User user : List.of(ada, bob)) {
                storage.users().add(user);
                for (int i = 0; i < OF_ONE_OWNER; i++) {
                    storage.templates().add(template(user.id(), i));
                }
            }
            for (int i = 0; i < OF_ONE_OWNER; i++) {
                storage.sessions().add(SomeAccounts.session(Fixtures.id()));
            }
        }
    }

    private static User of(AccountState state, User user) {
        Access access = new Access(state, 1, Optional.empty(), NOW);
        return user.with(access, NOW).with(Roles.of(List.of("ops")), NOW);
    }

    private static Template template(Id owner, int number) {
        return Template.create(Fixtures.id(), owner, content(number), NOW.plusMillis(number));
    }

    private static Content content(int number) {
        return Content.stored("content " + number);
    }

    /** All that is done often, or by whoever sweeps. */
    private void useAll(RecordedCommands recorded) {
        useTemplates(new MongoTemplateRepository(recorded.database(), recorded.gate()));
        useSessions(new MongoSessionRepository(recorded.database(), recorded.gate()));
        useUsers(new MongoUserRepository(recorded.database(), recorded.gate()));
    }

    private void useTemplates(TemplateRepository templates) {
        Id owner = ada.id();
        for (Order order : Order.values()) {
            var first = templates.page(owner, null, order, LIMIT);
            assertThat(templates.page(owner, first.next().orElseThrow(), order, LIMIT).items()).hasSize(LIMIT);
        }
        Template added = template(owner, OF_ONE_OWNER);
        templates.add(added);
        assertThat(templates.find(owner, added.id())).isPresent();
        assertThat(templates.find(owner, added.content().fingerprint())).isPresent();
        assertThat(templates.count(owner, LIMIT)).isEqualTo(LIMIT);
        assertThat(templates.latest()).contains(added.created());
        assertThat(templates.replace(owner, added.id(), Versions.only(1), content(-1), LATER)).isPresent();
        assertThat(templates.replace(owner, content(-1).fingerprint(), content(-2), LATER)).isPresent();
        assertThat(templates.remove(owner, content(-2).fingerprint())).isTrue();
        assertThat(templates.remove(owner, templates.page(owner, null, Order.OLDEST_FIRST, 1).items().getFirst().id(),
                Versions.any())).isTrue();
        assertThat(templates.removeAll(owner, LIMIT)).isEqualTo(LIMIT);
    }

    private void useSessions(SessionRepository sessions) {
        Id user = ada.id();
        Session session = SomeAccounts.session(user);
        sessions.add(session);
        assertThat(sessions.find(user, session.id())).isPresent();
        assertThat(sessions.list(user, LIMIT)).hasSize(1);
        sessions.touch(user, session.id(), LATER, LATER);
        assertThat(sessions.refresh(session, SomeAccounts.refreshed(session, "next"))).isTrue();
        assertThat(sessions.isRevoked(user, session.id())).isFalse();
        sessions.removeAllBut(user, 0);
        sessions.removeEarlier(user, 1, Optional.of(session.id()));
        assertThat(sessions.remove(user, session.id())).isFalse();
        assertThat(sessions.removeAll(user, LIMIT)).isZero();
        assertThat(sessions.removeExpired(LATER, LIMIT)).isEqualTo(LIMIT);
    }

    private static Stream<UserFilter> filters() {
        UserFilter all = UserFilter.ALL.withPrefix("us");
        return Stream.of(all, all.withRole("ops")).flatMap(one -> Stream.concat(
                Stream.of(one), Stream.of(AccountState.values()).map(one::withState)));
    }

    private void useUsers(UserRepository users) {
        users.add(Fixtures.user("Carol"));
        assertThat(users.find(ada.name())).isPresent();
        assertThat(users.find(ada.id())).isPresent();
        for (UserFilter filter : filters().toList()) {
            assertThat(users.page(filter, null, LIMIT).items()).isNotEmpty();
            assertThat(users.page(filter, "user 2", LIMIT).items()).isNotEmpty();
        }
        User closed = ada.with(ada.access().closed(NOW), NOW);
        assertThat(users.replace(ada, closed)).isTrue();
        assertThat(users.closed(LIMIT)).hasSize(LIMIT);
        users.delete(closed, NOW);
        assertThat(users.tombstones(LATER, LIMIT)).hasSize(1);
        users.removeTombstone(ada.id());
    }

    @Test
    void everyFilterHasAMemberThatAnIndexBeginsWith() {
        fill();
        try (RecordedCommands recorded = RecordedCommands.on(database.uri())) {
            useAll(recorded);
            assertThat(recorded.commands()).extracting(BsonDocument::getFirstKey)
                    .contains("find", "aggregate", "findAndModify", "update", "delete");
            assertThat(recorded.commands()).flatMap(RecordedCommands::filters)
                    .isNotEmpty()
                    .allMatch(filter -> filter.keySet().stream().anyMatch(INDEXED::contains));
        }
    }

    @TestFactory
    Stream<DynamicTest> nothingIsReadThatIsNotAskedFor() {
        try (RecordedCommands recorded = RecordedCommands.on(database.uri())) {
            if (!recorded.canExplain()) {
                return Stream.empty();
            }
            fill();
            useAll(recorded);
            return recorded.commands().stream().map(recorded::explained).toList().stream()
                    .map(plan -> dynamicTest(plan.name(), () -> {
                        assertThat(plan.stages()).isNotEmpty().doesNotContain("COLLSCAN");
                        assertThat(plan.examined()).allMatch(count -> count <= MOST_EXAMINED);
                        if (plan.isPage()) {
                            assertThat(plan.stages()).contains("IXSCAN").doesNotContain("SORT");
                        }
                    }));
        }
    }
}
