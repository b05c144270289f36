package dev.stencil.contract.account;

import static dev.stencil.contract.fixture.Described.assertThat;

import dev.stencil.contract.fixture.Fixtures;
import dev.stencil.contract.fixture.Lists;
import dev.stencil.contract.fixture.StorageUnderTest;
import dev.stencil.core.domain.account.AccountState;
import dev.stencil.core.domain.account.Roles;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserFilter;
import dev.stencil.core.domain.account.UserPage;
import dev.stencil.core.domain.template.Page;
import dev.stencil.core.port.UserRepository;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a {@link UserRepository} promises of its list. */
public interface UserListContract extends StorageUnderTest {
    private User added(String name) {
        User user = stored(Fixtures.user(name));
        return user;
    }

    private User replaced(User user, User replacement) {
        assertThat(users().replace(user, replacement)).isTrue();
        return replacement;
    }

    private User disabled(User user) {
        return replaced(user, user.with(user.access().disabled(Fixtures.now()), Fixtures.now()));
    }

    private User withRoles(User user, String... words) {
        return replaced(user, user.with(Roles.of(List.of(words)), Fixtures.now()));
    }

    private static UserFilter beginning(String name) {
        return UserFilter.ALL.withPrefix(name);
    }

    @Test
    default void accountsAreListedInTheOrderOfTheirKeysWhateverTheLimit() {
        String prefix = Fixtures.name("order");
        List<User> all = new ArrayList<>(Stream.of(
                "", "b", "B2", "a", "É", "\u3042", "🙂", "\udbff\udfff", "z z", "-", "_", "10", "9", "\0", "%")
                .map(end -> added(prefix + end)).toList());
        all.sort(Comparator.comparing(user -> user.name().key()));
        for (int limit : List.of(1, 2, all.size() - 1, all.size(), 1000)) {
            assertThat(Lists.readAll(users(), beginning(prefix), limit)).isEqualTo(all);
        }
        assertThat(users().page(beginning(prefix), null, all.size()).next()).isEmpty();
        assertThat(users().page(beginning(prefix), null, all.size() - 1).next()).isPresent();
    }

    @Test
    default void aPrefixIsComparedAsNamesAre() {
        String prefix = Fixtures.name("Prefix");
        User user = added(prefix + "é");
        added(prefix.substring(0, prefix.length() - 1) + "~");
        Set<String> spellings = Set.of(
                prefix, prefix.toUpperCase(Locale.ROOT), prefix + "É", prefix + "E\u0301", "ｐ" + prefix.substring(1));
        assertThat(spellings).allSatisfy(
                spelling -> assertThat(Lists.readAll(users(), beginning(spelling), 10)).containsExactly(user));
        assertThat(users().page(beginning(prefix + "éa"), null, 10).items()).isEmpty();
        assertThat(users().page(beginning(prefix + "e"), null, 10).items()).isEmpty();
    }

    @Test
    default void accountsAreListedByStateAndByRole() {
        String prefix = Fixtures.name("kinds");
        User plain = added(prefix + "1");
        User admin = withRoles(added(prefix + "2"), "admin");
        User both = withRoles(added(prefix + "3"), "admin", "ops");
        User off = disabled(added(prefix + "4"));
        User offAdmin = disabled(withRoles(added(prefix + "5"), "admin"));
        User closed = closed(added(prefix + "6"));
        User closedAdmin = closed(disabled(withRoles(added(prefix + "7"), "admin")));
        UserFilter all = beginning(prefix);
        lists(all, plain, admin, both, off, offAdmin);
        lists(all.withState(AccountState.ACTIVE), plain, admin, both);
        lists(all.withState(AccountState.DISABLED), off, offAdmin);
        lists(all.withState(AccountState.DELETING), closed, closedAdmin);
        lists(all.withRole("admin"), admin, both, offAdmin);
        lists(all.withRole("admin").withState(AccountState.ACTIVE), admin, both);
        lists(all.withRole("admin").withState(AccountState.DISABLED), offAdmin);
        lists(all.withRole("admin").withState(AccountState.DELETING), closedAdmin);
        lists(all.withRole("ops"), both);
        lists(all.withRole("ops").withState(AccountState.DISABLED));
        lists(all.withRole("adm"));
        lists(all.withRole("admin ops"));
    }

    private void lists(UserFilter filter, User... expected) {
        for (int limit : List.of(1, 2, 100)) {
            assertThat(Lists.readAll(users(), filter, limit)).containsExactly(expected);
        }
    }

    /** No new name is as long, but one of an adopted database may be. */
    @Test
    default void aPageEndsBeforeItsNamesAreTooLong() {
        String role = "r" + Fixtures.id();
        UserFilter longNames = UserFilter.ALL.withRole(role);
        List<User> all = IntStream.range(0, 3)
                .mapToObj(i -> withRoles(added(Fixtures.name("long") + "x".repeat(Page.MAX_BYTES / 2 + 1)), role))
                .toList();
        UserPage first = users().page(longNames, null, 10);
        assertThat(first.items()).hasSize(1);
        assertThat(first.next()).isPresent();
        assertThat(Lists.readAll(users(), longNames, 10)).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    default void whatChangesIsListedAsItIsNow() {
        String prefix = Fixtures.name("moves");
        User user = withRoles(added(prefix), "admin", "ops");
        UserFilter all = beginning(prefix);
        user = withRoles(user, "ops");
        lists(all.withRole("admin"));
        lists(all.withRole("ops"), user);
        user = disabled(user);
        lists(all.withRole("ops").withState(AccountState.ACTIVE));
        lists(all.withState(AccountState.DISABLED), user);
        user = replaced(user, user.with(user.access().enabled(Fixtures.now()), Fixtures.now()));
        lists(all.withRole("ops").withState(AccountState.ACTIVE), user);
        lists(all.withState(AccountState.DISABLED));
        user = withRoles(user);
        lists(all.withRole("ops"));
        lists(all, user);
        users().delete(closed(user), Fixtures.now());
        lists(all);
        lists(all.withState(AccountState.DELETING));
    }

    @Test
    default void allAccountsAreListedButTombstonesAreNot() {
        List<User> there = IntStream.range(0, 5).mapToObj(i -> added(Fixtures.name("all"))).toList();
        User deleted = added(Fixtures.name("all"));
        users().delete(closed(deleted), Fixtures.now());
        List<User> all = Lists.readAll(users(), UserFilter.ALL, 50);
        assertThat(all).doesNotHaveDuplicates().containsAll(there).extracting(User::id).doesNotContain(deleted.id());
        assertThat(all).noneMatch(user -> user.access().isClosed());
    }

    @Test
    default void whatIsThereAllAlongIsShownOnceWhateverIsAddedAndChangedMeanwhile() {
        String prefix = Fixtures.name("along");
        List<User> along = IntStream.range(10, 30).mapToObj(i -> added(prefix + i)).toList();
        List<User> passing = IntStream.range(10, 30).mapToObj(i -> added(prefix + i + "x")).toList();
        List<User> left = new ArrayList<>(passing);
        List<User> shown = Lists.readAll(users(), beginning(prefix), 3, () -> {
            added(Fixtures.name(prefix + left.size() + "y"));
            if (!left.isEmpty()) {
                User gone = left.remove(left.size() / 2);
                users().delete(closed(gone), Fixtures.now());
            }
        });
        assertThat(shown).doesNotHaveDuplicates().containsAll(along);
    }

    @Test
    default void anotherActiveAdministratorIsFoundWithoutCounting() {
        String role = "r" + Fixtures.id();
        UserFilter active = UserFilter.ALL.withState(AccountState.ACTIVE).withRole(role);
        User first = withRoles(added(Fixtures.name("admin")), role);
        assertThat(users().page(active, null, 2).items()).containsExactly(first);
        User second = withRoles(added(Fixtures.name("admin")), role);
        assertThat(users().page(active, null, 2).items()).containsExactlyInAnyOrder(first, second);
        disabled(first);
        assertThat(users().page(active, null, 2).items()).containsExactly(second);
    }
}
