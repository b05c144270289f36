package dev.stencil.contract.archive;

import static dev.stencil.contract.fixture.Concurrently.race;
import static dev.stencil.contract.fixture.Concurrently.winner;
import static dev.stencil.contract.fixture.Described.assertConflict;
import static dev.stencil.contract.fixture.Described.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stencil.contract.fixture.Concurrently;
import dev.stencil.contract.fixture.Fixtures;
import dev.stencil.contract.fixture.Lists;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserFilter;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.domain.archive.KeyRole;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.Fingerprint;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.port.Intake;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What an {@link Intake} promises, above all of what only an adopted database has. */
public interface IntakeContract extends Archives {
    @Test
    default void puttingAgainChangesNothing() {
        User user = Fixtures.user(Fixtures.name("again"));
        assertThat(intake().put(user, KeyRole.HOLDER)).isTrue();
        assertThat(intake().put(user, KeyRole.HOLDER)).isFalse();
        for (Content content : List.of(Fixtures.content(5.0), Content.opaque(Map.of("$numberDouble", "NaN")))) {
            Template template = Template.create(Fixtures.id(), user.id(), content, Fixtures.now());
            assertThat(intake().put(template, KeyRole.HOLDER)).isTrue();
            assertThat(intake().put(template, KeyRole.HOLDER)).isFalse();
            assertThat(templates().find(user.id(), template.id())).contains(template);
        }
        assertThat(users().find(user.name())).contains(user);
    }

    @Test
    default void ofNamesThatShareAKeyEachIsFoundExactlyAndOthersByTheHolder() {
        User holder = Fixtures.user(Fixtures.name("Twin"));
        String name = holder.name().text();
        User upper = Fixtures.user(name.toUpperCase(Locale.ROOT));
        User lower = Fixtures.user(name.toLowerCase(Locale.ROOT));
        intake().put(holder, KeyRole.HOLDER);
        assertThat(intake().put(upper, KeyRole.SHARER)).isTrue();
        assertThat(intake().put(lower, KeyRole.SHARER)).isTrue();
        assertThat(intake().put(lower, KeyRole.SHARER)).isFalse();
        assertThat(Stream.of(holder, upper, lower))
                .allSatisfy(user -> assertThat(users().find(user.name())).contains(user));
        assertThat(users().find(new UserName("tW" + name.substring(2)))).contains(holder);
        assertArchived(upper, KeyRole.SHARER);
        assertConflict(holder.id(), () -> stored(Fixtures.user("TWIn" + name.substring(4))));
    }

    @Test
    default void accountsThatShareAKeyAreAllListedTheHolderFirst() {
        User holder = Fixtures.user(Fixtures.name("Listed"));
        String name = holder.name().text();
        User upper = Fixtures.user(name.toUpperCase(Locale.ROOT));
        User lower = Fixtures.user(name.toLowerCase(Locale.ROOT));
        User longer = Fixtures.user(name + "\0and more");
        intake().put(lower, KeyRole.SHARER);
        intake().put(upper, KeyRole.SHARER);
        intake().put(longer, KeyRole.HOLDER);
        intake().put(holder, KeyRole.HOLDER);
        for (int limit : List.of(1, 3, 10)) {
            assertThat(Lists.readAll(users(), UserFilter.ALL.withPrefix(name), limit))
                    .containsExactly(holder, upper, lower, longer);
        }
    }

    /** By which a token of the original finds its account, and no other. */
    @Test
    default void whatIsFoundByANameSaysWhetherItHasExactlyThatName() {
        User holder = Fixtures.user(Fixtures.name("Exact"));
        String name = holder.name().text();
        User sharer = Fixtures.user(name.toUpperCase(Locale.ROOT));
        intake().put(holder, KeyRole.HOLDER);
        intake().put(sharer, KeyRole.SHARER);
        UserName neither = new UserName(name.toLowerCase(Locale.ROOT));
        assertThat(users().find(holder.name()).map(User::name)).contains(holder.name());
        assertThat(users().find(sharer.name()).map(User::name)).contains(sharer.name());
        assertThat(users().find(neither).map(User::name)).contains(holder.name());
        User closed = closed(sharer);
        users().delete(closed, Fixtures.now());
        assertThat(users().find(sharer.name()).map(User::name)).contains(holder.name());
    }

    @Test
    default void anAccountIsRefusedWhereAnotherHasItsKeyOrItsId() {
        User user = Fixtures.user(Fixtures.name("taken"));
        intake().put(user, KeyRole.HOLDER);
        User other = Fixtures.user(user.name().text().toUpperCase(Locale.ROOT));
        assertConflict(user.id(), () -> intake().put(other, KeyRole.HOLDER));
        User changed = new User(user.id(), user.name(), "another hash", user.created(), user.updated());
        assertConflict(user.id(), () -> intake().put(changed, KeyRole.HOLDER));
        User ended = user.with(user.access().ended(Fixtures.now()), user.updated());
        assertConflict(user.id(), () -> intake().put(ended, KeyRole.HOLDER));
        assertConflict(user.id(), () -> intake().put(user, KeyRole.SHARER));
        User renamed = new User(
                user.id(), new UserName(Fixtures.name("renamed")), user.passwordHash(), user.created(), user.updated());
        assertConflict(user.id(), () -> intake().put(renamed, KeyRole.HOLDER));
        assertThat(users().find(other.id())).isEmpty();
        assertThat(users().find(user.id())).contains(user);
    }

    /** The oldest comes first, and what shares a key keeps to itself. */
    @Test
    default void templatesOfEqualContentAreKeptBesideEachOther() {
        Id owner = owner();
        Template oldest = Fixtures.template(owner, 1L);
        Template middle = Fixtures.template(owner, 1.0);
        Template youngest = Fixtures.template(owner, 1L);
        Fingerprint one = oldest.content().fingerprint();
        intake().put(youngest, KeyRole.HOLDER);
        assertThat(intake().put(oldest, KeyRole.SHARER)).isTrue();
        assertThat(intake().put(middle, KeyRole.SHARER)).isTrue();
        assertThat(intake().put(middle, KeyRole.SHARER)).isFalse();
        assertList(owner, oldest, middle, youngest);
        assertArchived(middle, KeyRole.SHARER);
        assertArchived(youngest, KeyRole.HOLDER);
        assertThat(templates().find(owner, one)).contains(oldest);
        assertConflict(oldest.id(), () -> add(owner, 1L));
        assertThat(templates().remove(owner, one)).isTrue();
        assertList(owner, middle, youngest);
        assertThat(templates().remove(owner, one)).isTrue();
        assertThat(templates().remove(owner, one)).isTrue();
        assertThat(templates().remove(owner, one)).isFalse();
        assertList(owner);
    }

    @Test
    default void whoSharesAKeyDoesSoUntilItsContentIsAnother() {
        Id owner = owner();
        Template sharer = Fixtures.template(owner, 1L);
        intake().put(sharer, KeyRole.SHARER);
        intake().put(Fixtures.template(owner, 1L), KeyRole.HOLDER);
        var one = sharer.content().fingerprint();
        templates().replace(owner, one, Fixtures.content(1.0), Fixtures.now());
        assertThat(archived(sharer).role()).isEqualTo(KeyRole.SHARER);
        templates().replace(owner, one, Fixtures.content(2L), Fixtures.now());
        assertThat(archived(sharer).role()).isEqualTo(KeyRole.HOLDER);
    }

    @Test
    default void aTemplateIsRefusedWhereAnotherHasItsKeyOrItsId() {
        Id owner = owner();
        Template template = Fixtures.template(owner, 5L);
        intake().put(template, KeyRole.HOLDER);
        assertConflict(template.id(), () -> intake().put(Fixtures.template(owner, 5.0), KeyRole.HOLDER));
        assertConflict(template.id(), () -> intake().put(template, KeyRole.SHARER));
        Template spelled = Template.create(template.id(), owner, Fixtures.content(5.0), template.created());
        assertConflict(template.id(), () -> intake().put(spelled, KeyRole.HOLDER));
        Template elsewhere =
                Template.create(template.id(), owner(), Fixtures.content(5L), template.created());
        assertConflict(template.id(), () -> intake().put(elsewhere, KeyRole.HOLDER));
        assertList(owner, template);
        assertList(elsewhere.owner());
    }

    @Test
    default void aTemplateWithoutAnAccountIsRefused() {
        Template template = Fixtures.template(Fixtures.id(), 1L);
        assertThatExceptionOfType(Failure.NotFound.class)
                .isThrownBy(() -> intake().put(template, KeyRole.HOLDER));
        assertList(template.owner());
    }

    @Test
    default void ofManyPutsOfOneTemplateOneIsTheFirst() throws Exception {
        for (int round = 0; round < Concurrently.ROUNDS; round++) {
            Template template = Fixtures.template(owner(), "race");
            winner(race(i -> () -> intake().put(template, KeyRole.HOLDER)), lost -> lost == null);
            assertList(template.owner(), template);
        }
    }
}
