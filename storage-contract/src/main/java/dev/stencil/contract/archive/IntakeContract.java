package dev.stencil.contract.archive;

import static dev.stencil.contract.fixture.Described.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stencil.contract.fixture.Concurrently;
import dev.stencil.contract.fixture.Fixtures;
import dev.stencil.contract.fixture.Lists;
import dev.stencil.contract.fixture.StorageUnderTest;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserFilter;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.domain.archive.Archived;
import dev.stencil.core.domain.archive.KeyRole;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.Fingerprint;
import dev.stencil.core.domain.template.Order;
import dev.stencil.core.domain.template.Template;
import dev.stencil.core.port.Intake;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What an {@link Intake} promises, above all of what only an adopted database has. */
public interface IntakeContract extends StorageUnderTest {
    private Intake intake() {
        return storage().intake();
    }

    @Test
    default void puttingAgainChangesNothing() {
        User user = Fixtures.user(Fixtures.name("again"));
        assertThat(intake().put(user, KeyRole.HOLDER)).isTrue();
        assertThat(intake().put(user, KeyRole.HOLDER)).isFalse();
        for (Content content : List.of(Fixtures.content(5.0), Content.opaque(Map.of("$numberDouble", "NaN")))) {
            Template template = Template.create(Fixtures.id(), user.id(), content, Fixtures.now());
            assertThat(intake().put(template, KeyRole.HOLDER)).isTrue();
            assertThat(intake().put(template, KeyRole.HOLDER)).isFalse();
            assertThat(storage().templates().find(user.id(), template.id())).contains(template);
        }
        assertThat(storage().users().find(user.name())).contains(user);
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
                .allSatisfy(user -> assertThat(storage().users().find(user.name())).contains(user));
        assertThat(storage().users().find(new UserName("tW" + name.substring(2)))).contains(holder);
        assertThat(Archives.find(storage().archive(), upper)).contains(new Archived<>(upper, KeyRole.SHARER));
        refused(holder.id(), () -> {
            storage().users().add(Fixtures.user("TWIn" + name.substring(4)));
            return true;
        });
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
            assertThat(Lists.readAll(storage().users(), UserFilter.ALL.withPrefix(name), limit))
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
        assertThat(storage().users().find(holder.name()).map(User::name)).contains(holder.name());
        assertThat(storage().users().find(sharer.name()).map(User::name)).contains(sharer.name());
        assertThat(storage().users().find(neither).map(User::name)).contains(holder.name());
        User closed = Fixtures.closed(storage(), sharer);
        storage().users().delete(closed, Fixtures.now());
        assertThat(storage().users().find(sharer.name()).map(User::name)).contains(holder.name());
    }

    @Test
    default void anAccountIsRefusedWhereAnotherHasItsKeyOrItsId() {
        User user = Fixtures.user(Fixtures.name("taken"));
        intake().put(user, KeyRole.HOLDER);
        User other = Fixtures.user(user.name().text().toUpperCase(Locale.ROOT));
        refused(user.id(), () -> intake().put(other, KeyRole.HOLDER));
        User changed = new User(user.id(), user.name(), "another hash", user.created(), user.updated());
        refused(user.id(), () -> intake().put(changed, KeyRole.HOLDER));
        User ended = user.with(user.access().ended(Fixtures.now()), user.updated());
        refused(user.id(), () -> intake().put(ended, KeyRole.HOLDER));
        refused(user.id(), () -> intake().put(user, KeyRole.SHARER));
        User renamed = new User(
                user.id(), new UserName(Fixtures.name("renamed")), user.passwordHash(), user.created(), user.updated());
        refused(user.id(), () -> intake().put(renamed, KeyRole.HOLDER));
        assertThat(storage().users().find(other.id())).isEmpty();
        assertThat(storage().users().find(user.id())).contains(user);
    }

    /** The oldest comes first, and what shares a key keeps to itself. */
    @Test
    default void templatesOfEqualContentAreKeptBesideEachOther() {
        Id owner = Fixtures.owner(storage());
        Template oldest = Fixtures.template(owner, 1L);
        Template middle = Fixtures.template(owner, 1.0);
        Template youngest = Fixtures.template(owner, 1L);
        Fingerprint one = oldest.content().fingerprint();
        intake().put(youngest, KeyRole.HOLDER);
        assertThat(intake().put(oldest, KeyRole.SHARER)).isTrue();
        assertThat(intake().put(middle, KeyRole.SHARER)).isTrue();
        assertThat(intake().put(middle, KeyRole.SHARER)).isFalse();
        assertThat(list(owner)).containsExactly(oldest, middle, youngest);
        assertThat(Archives.find(storage().archive(), middle)).contains(new Archived<>(middle, KeyRole.SHARER));
        assertThat(Archives.find(storage().archive(), youngest)).contains(new Archived<>(youngest, KeyRole.HOLDER));
        assertThat(storage().templates().find(owner, one)).contains(oldest);
        refused(oldest.id(), () -> {
            storage().templates().add(Fixtures.template(owner, 1L));
            return true;
        });
        assertThat(storage().templates().remove(owner, one)).isTrue();
        assertThat(list(owner)).containsExactly(middle, youngest);
        assertThat(storage().templates().remove(owner, one)).isTrue();
        assertThat(storage().templates().remove(owner, one)).isTrue();
        assertThat(storage().templates().remove(owner, one)).isFalse();
        assertThat(list(owner)).isEmpty();
    }

    @Test
    default void whoSharesAKeyDoesSoUntilItsContentIsAnother() {
        Id owner = Fixtures.owner(storage());
        Template sharer = Fixtures.template(owner, 1L);
        intake().put(sharer, KeyRole.SHARER);
        intake().put(Fixtures.template(owner, 1L), KeyRole.HOLDER);
        var one = sharer.content().fingerprint();
        storage().templates().replace(owner, one, Fixtures.content(1.0), Fixtures.now());
        assertThat(Archives.find(storage().archive(), sharer).map(Archived::role)).contains(KeyRole.SHARER);
        storage().templates().replace(owner, one, Fixtures.content(2L), Fixtures.now());
        assertThat(Archives.find(storage().archive(), sharer).map(Archived::role)).contains(KeyRole.HOLDER);
    }

    @Test
    default void aTemplateIsRefusedWhereAnotherHasItsKeyOrItsId() {
        Id owner = Fixtures.owner(storage());
        Template template = Fixtures.template(owner, 5L);
        intake().put(template, KeyRole.HOLDER);
        refused(template.id(), () -> intake().put(Fixtures.template(owner, 5.0), KeyRole.HOLDER));
        refused(template.id(), () -> intake().put(template, KeyRole.SHARER));
        Template spelled = Template.create(template.id(), owner, Fixtures.content(5.0), template.created());
        refused(template.id(), () -> intake().put(spelled, KeyRole.HOLDER));
        Template elsewhere =
                Template.create(template.id(), Fixtures.owner(storage()), Fixtures.content(5L), template.created());
        refused(template.id(), () -> intake().put(elsewhere, KeyRole.HOLDER));
        assertThat(list(owner)).containsExactly(template);
        assertThat(list(elsewhere.owner())).isEmpty();
    }

    @Test
    default void aTemplateWithoutAnAccountIsRefused() {
        Template template = Fixtures.template(Fixtures.id(), 1L);
        assertThatExceptionOfType(Failure.NotFound.class)
                .isThrownBy(() -> intake().put(template, KeyRole.HOLDER));
        assertThat(list(template.owner())).isEmpty();
    }

    @Test
    default void ofManyPutsOfOneTemplateOneIsTheFirst() throws Exception {
        for (int round = 0; round < Concurrently.ROUNDS; round++) {
            Template template = Fixtures.template(Fixtures.owner(storage()), "race");
            List<Callable<Boolean>> runners = Stream.generate(
                    () -> (Callable<Boolean>) () -> intake().put(template, KeyRole.HOLDER)).limit(Concurrently.RUNNERS)
                    .toList();
            assertThat(Concurrently.run(runners))
                    .allSatisfy(outcome -> assertThat(outcome.failure()).isNull())
                    .filteredOn(outcome -> Boolean.TRUE.equals(outcome.value()))
                    .hasSize(1);
            assertThat(list(template.owner())).containsExactly(template);
        }
    }

    private List<Template> list(Id owner) {
        return Lists.readAll(storage().templates(), owner, Order.OLDEST_FIRST, 10);
    }

    private static void refused(Id existing, Supplier<Boolean> put) {
        assertThatExceptionOfType(Failure.Conflict.class)
                .isThrownBy(put::get)
                .satisfies(conflict -> assertThat(conflict.existing()).isEqualTo(existing));
    }
}
