package dev.stencil.contract.archive;

import static dev.stencil.contract.fixture.Described.assertThat;

import dev.stencil.contract.fixture.Fixtures;
import dev.stencil.contract.fixture.JsonSamples;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.SessionId;
import dev.stencil.core.domain.account.Access;
import dev.stencil.core.domain.account.AccountState;
import dev.stencil.core.domain.account.PasswordReset;
import dev.stencil.core.domain.account.ResetToken;
import dev.stencil.core.domain.account.Roles;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.domain.archive.KeyRole;
import dev.stencil.core.domain.session.RevokedToken;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.Page;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.port.Archive;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What an {@link Archive} promises, and that an intake keeps things as they were. */
public interface ArchiveContract extends Archives {
    @Test
    default void anAccountThatIsPutIsThereAsItWasElsewhere() {
        Instant created = Instant.ofEpochMilli(1_500_000_000_123L);
        User user = new User(
                Fixtures.id(), new UserName(Fixtures.name(" Adopted\0")), "a hash", created, created.plusMillis(7));
        assertThat(intake().put(user, KeyRole.HOLDER)).isTrue();
        assertStored(user);
        assertArchived(user, KeyRole.HOLDER);
    }

    /** A closed one, too: it is deleted where it is now. */
    @Test
    default void whatCountsOfAnAccountIsThereAsItWasElsewhere() {
        Instant until = Instant.ofEpochSecond(1_600_000_000);
        for (Access access : List.of(
                new Access(AccountState.ACTIVE, 7, Optional.of(SessionId.of(Fixtures.id())), until),
                new Access(AccountState.DISABLED, 7, Optional.empty(), until),
                new Access(AccountState.DELETING, 8, Optional.of(SessionId.ofToken("survivor")), until))) {
            User plain = Fixtures.user(Fixtures.name("moved"));
            User user = plain.with(access, Fixtures.now())
                    .with(Roles.of(List.of("admin", "ops")), Fixtures.now())
                    .with(PasswordReset.of(ResetToken.next(plain.id()), access, until), Fixtures.now());
            assertThat(intake().put(user, KeyRole.HOLDER)).isTrue();
            assertThat(intake().put(user, KeyRole.HOLDER)).isFalse();
            assertThat(users().find(user.id())).contains(user);
            assertArchived(user, KeyRole.HOLDER);
            users().delete(user, Fixtures.now());
            assertThat(users().find(user.id()).isPresent()).isNotEqualTo(access.isClosed());
        }
    }

    @Test
    default void aRegisteredAccountAndItsTemplateAreInTheArchive() {
        User user = registered("registered");
        Template template = stored(Fixtures.template(user.id(), "a value"));
        assertArchived(user, KeyRole.HOLDER);
        assertArchived(template, KeyRole.HOLDER);
    }

    @TestFactory
    default Stream<DynamicTest> aTemplateThatIsPutIsThereAsItWasElsewhere() {
        return JsonSamples.all().entrySet().stream()
                .map(sample -> DynamicTest.dynamicTest(
                        sample.getKey(), () -> comesBack(Content.stored(sample.getValue()))));
    }

    @Test
    default void whatIsBeyondTodaysLimitsIsThereAsItWasElsewhere() {
        Object deep = "bottom";
        for (int i = 0; i < 50; i++) {
            deep = List.of(Map.of("n", deep));
        }
        comesBack(Content.stored(deep));
        comesBack(Content.stored("x".repeat(3 * Page.MAX_BYTES)));
        User user = Fixtures.user(Fixtures.name("x".repeat(100_000)));
        intake().put(user, KeyRole.HOLDER);
        assertArchived(user, KeyRole.HOLDER);
        assertThat(users().find(user.name())).contains(user);
    }

    @Test
    default void opaqueContentIsThereAsItWasElsewhere() {
        comesBack(Content.opaque(Map.of("$numberDouble", "NaN")));
        comesBack(Content.opaque(JsonSamples.object(
                "z", Map.of("$date", Map.of("$numberLong", "-1")), "a", Map.of("$numberInt", "5"))));
    }

    private void comesBack(Content content) {
        Id owner = owner();
        Instant created = Instant.ofEpochMilli(1_500_000_000_123L);
        Template template = new Template(Fixtures.id(), owner, content, 17, created, created.plusMillis(7));
        assertThat(intake().put(template, KeyRole.HOLDER)).isTrue();
        for (Template there : List.of(
                templates().find(owner, template.id()).orElseThrow(),
                archived(template).item())) {
            assertThat(there).isEqualTo(template);
            assertThat(there.isIdenticalTo(template)).isTrue();
        }
    }

    @Test
    default void slicesShowEverythingOnceInTheOrderOfIds() {
        Id owner = owner();
        List<Id> added = IntStream.range(0, 7)
                .mapToObj(i -> add(owner, (long) i)).map(Template::id).toList();
        List<Id> users = archivedUsers(2).stream().map(user -> user.item().id()).toList();
        List<Id> templates = archivedTemplates(3).stream().map(one -> one.item().id()).toList();
        assertThat(users).isSorted().doesNotHaveDuplicates().contains(owner);
        assertThat(templates).isSorted().doesNotHaveDuplicates().containsAll(added);
    }

    @Test
    default void aSliceEndsOnceItIsLarge() {
        Id owner = owner();
        Id before = Fixtures.id();
        List<Id> added = IntStream.range(0, 4)
                .mapToObj(i -> Content.stored(i + "x".repeat(7 * (Page.MAX_BYTES / 10))))
                .map(content -> Template.create(Fixtures.id(), owner, content, Fixtures.now()))
                .peek(template -> intake().put(template, KeyRole.HOLDER)).map(Template::id).toList();
        var slice = archive().templates(before, 100);
        assertThat(slice.items()).extracting(one -> one.item().id()).containsExactlyElementsOf(added.subList(0, 2));
        assertThat(slice.next()).contains(added.get(1));
    }

    @Test
    default void revokedTokensAreShownOnceInOrderAndAreRevokedWhereTheyArePut() {
        Instant expires = Fixtures.now().plusSeconds(60);
        List<Id> users = IntStream.range(0, 3).mapToObj(i -> owner()).toList();
        List<RevokedToken> revoked = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            revoked.add(new RevokedToken(users.get(i % 3), SessionId.ofToken("token " + i + users), expires));
            intake().revoke(revoked.getLast());
            intake().revoke(revoked.getLast());
        }
        RevokedToken loggedOut =
                new RevokedToken(Fixtures.id(), SessionId.ofToken("out " + users), expires.plusMillis(1));
        sessions().revoke(loggedOut.user(), loggedOut.token(), loggedOut.expires());
        revoked.add(loggedOut);
        sessions().add(Fixtures.session(users.getFirst()));
        for (RevokedToken token : revoked) {
            assertThat(sessions().isRevoked(token.user(), token.token())).isTrue();
        }
        revoked.sort(Comparator.comparing(RevokedToken::user).thenComparing(token -> token.token().text()));
        for (int limit : List.of(1, 3, 1000)) {
            List<RevokedToken> shown = revokedTokens(limit);
            assertThat(shown).doesNotHaveDuplicates().filteredOn(revoked::contains).isEqualTo(revoked);
        }
    }

    @Test
    default void theInventoryCountsWhatThereIs() {
        Id owner = owner();
        Archive.Inventory before = archive().inventory();
        add(owner, 1L);
        add(owner, 2L);
        owner();
        assertThat(archive().inventory())
                .isEqualTo(new Archive.Inventory(before.users() + 1, before.templates() + 2, before.others()));
    }
}
