package dev.stencil.contract.account;

import static dev.stencil.contract.fixture.Concurrently.race;
import static dev.stencil.contract.fixture.Concurrently.winner;
import static dev.stencil.contract.fixture.Described.assertThat;

import dev.stencil.contract.fixture.Concurrently;
import dev.stencil.contract.fixture.Concurrently.Outcome;
import dev.stencil.contract.fixture.Fixtures;
import dev.stencil.contract.fixture.StorageUnderTest;
import dev.stencil.core.domain.SessionId;
import dev.stencil.core.domain.account.Access;
import dev.stencil.core.domain.account.AccountState;
import dev.stencil.core.domain.account.PasswordReset;
import dev.stencil.core.domain.account.ResetToken;
import dev.stencil.core.domain.account.Roles;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.port.UserRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a {@link UserRepository} promises of accounts that change. */
public interface UserChangeContract extends StorageUnderTest {
    @TestFactory
    default Stream<DynamicTest> everyAccessComesBackAsItWas() {
        Instant until = Instant.ofEpochSecond(1_800_000_000);
        return Stream.of(
                Access.UNRESTRICTED,
                Access.since(Fixtures.now()),
                new Access(AccountState.ACTIVE, 1, Optional.of(SessionId.of(Fixtures.id())), until),
                new Access(AccountState.ACTIVE, Long.MAX_VALUE, Optional.of(SessionId.ofToken("any")), until),
                new Access(AccountState.DISABLED, 2, Optional.empty(), until),
                new Access(AccountState.DELETING, 3, Optional.empty(), until))
                .map(access -> DynamicTest.dynamicTest(access.toString(), () -> {
                    Instant now = Fixtures.now();
                    UserName name = new UserName(Fixtures.name("access"));
                    User added = new User(Fixtures.id(), name, "hash", now, now).with(access, now);
                    users().add(added);
                    assertStored(added);
                    User replaced = registered("access");
                    assertThat(users().replace(replaced, replaced.with(access, now))).isTrue();
                    assertThat(users().find(replaced.id())).contains(replaced.with(access, now));
                }));
    }

    @Test
    default void rolesAndResetComeBackAsTheyWere() {
        Instant now = Fixtures.now();
        User plain = Fixtures.user(Fixtures.name("roles"));
        User added = plain.with(Roles.of(List.of("ops", "admin", "a-1_b")), now).with(reset(plain), now);
        users().add(added);
        assertStored(added);
        User changed = added.with(Roles.of(List.of("ops")), now).with(reset(added), now.plusMillis(1));
        assertThat(users().replace(added, changed)).isTrue();
        assertThat(users().find(added.id())).contains(changed);
        User bare = changed.with(Roles.NONE, now).withPassword("another", now);
        assertThat(users().replace(changed, bare)).isTrue();
        assertThat(users().find(added.id())).contains(bare);
    }

    private static PasswordReset reset(User user) {
        return PasswordReset.of(ResetToken.next(user.id()), user.access(), Fixtures.now());
    }

    @Test
    default void rolesAndEachPartOfTheResetAreCompared() {
        User plain = Fixtures.user(Fixtures.name("compared"));
        PasswordReset reset = reset(plain);
        User user = plain.with(Roles.of(List.of("admin", "ops")), plain.updated()).with(reset, plain.updated());
        users().add(user);
        Instant expires = reset.expires();
        assertThat(Stream.of(
                plain,
                user.with(Roles.NONE, user.updated()),
                user.with(Roles.of(List.of("admin")), user.updated()),
                user.with(Roles.of(List.of("admin", "ops", "z")), user.updated()),
                plain.with(user.roles(), user.updated()),
                user.with(reset(user), user.updated()),
                user.with(new PasswordReset(reset.tokenHash(), expires.plusMillis(1), reset.epoch()), user.updated()),
                user.with(new PasswordReset(reset.tokenHash(), expires, reset.epoch() + 1), user.updated())))
                .allSatisfy(other -> assertThat(users().replace(other, Fixtures.rehashed(other))).isFalse());
        assertThat(users().find(user.id())).contains(user);
        assertThat(users().replace(user, plain)).isTrue();
        assertThat(users().replace(user, Fixtures.rehashed(user))).isFalse();
    }

    /** A process of an older version sweeps what is closed, and knows of nothing else. */
    @Test
    default void aDisabledAccountIsNotClosedAndCannotBeDeleted() {
        User user = registered("disabled");
        User disabled = user.with(user.access().disabled(Fixtures.now()), Fixtures.now());
        assertThat(users().replace(user, disabled)).isTrue();
        assertThat(users().closed(100_000)).extracting(User::id).doesNotContain(user.id());
        users().delete(disabled, Fixtures.now());
        assertThat(users().find(user.name())).contains(disabled);
    }

    @Test
    default void anAccountIsReplacedOnlyIfHashAndAccessAreStillTheExpectedOnes() {
        User user = stored(Fixtures.user(Fixtures.name("carol"), "old"));
        Instant now = Fixtures.now().plusSeconds(1);
        Access ended = user.access().ended(now);
        User changed = user.rehashed("new", now);
        assertThat(users().replace(user.rehashed("another", now), changed)).isFalse();
        assertThat(users().replace(user.with(ended, now), changed)).isFalse();
        assertThat(users().find(user.id())).contains(user);

        assertThat(users().replace(user, changed)).isTrue();
        assertThat(users().find(user.name())).contains(changed);
        assertThat(users().replace(user, user.rehashed("newer", now))).isFalse();
        assertThat(users().replace(changed, changed.with(ended, now))).isTrue();
        assertThat(users().replace(changed, changed.rehashed("newest", now))).isFalse();
        User unknown = Fixtures.user(Fixtures.name("nobody"));
        assertThat(users().replace(unknown, Fixtures.rehashed(unknown))).isFalse();
        assertThat(users().find(unknown.id())).isEmpty();
    }

    @Test
    default void eachPartOfTheAccessIsCompared() {
        Instant until = Instant.ofEpochSecond(1_800_000_000);
        Access stored = new Access(AccountState.ACTIVE, 5, Optional.of(SessionId.ofToken("one")), until);
        User user = stored(Fixtures.user(Fixtures.name("parts")).with(stored, Fixtures.now()));
        assertThat(Stream.of(
                new Access(AccountState.DELETING, 5, stored.survivor(), until),
                new Access(AccountState.DISABLED, 5, stored.survivor(), until),
                new Access(AccountState.ACTIVE, 4, stored.survivor(), until),
                new Access(AccountState.ACTIVE, 5, Optional.empty(), until),
                new Access(AccountState.ACTIVE, 5, Optional.of(SessionId.ofToken("two")), until),
                new Access(AccountState.ACTIVE, 5, stored.survivor(), until.minusSeconds(1))))
                .allSatisfy(other -> assertThat(
                        users().replace(user.with(other, user.updated()), Fixtures.rehashed(user))).isFalse());
        assertThat(users().find(user.id())).contains(user);
    }

    private static List<User> changes(User user) {
        Instant now = Fixtures.now();
        return List.of(
                Fixtures.rehashed(user),
                user.with(user.access().ended(now), now),
                user.with(user.access().disabled(now), now),
                user.with(Roles.of(List.of("r" + Fixtures.id().hex())), now),
                user.with(reset(user), now));
    }

    @Test
    default void ofManyReplacementsOfOneAccountOneWins() throws Exception {
        for (int round = 0; round < Concurrently.MANY_ROUNDS; round++) {
            User user = stored(Fixtures.user(Fixtures.name("dora"), "old"));
            List<Outcome<Optional<User>>> outcomes = race(i -> () -> {
                User next = changes(user).get(i % changes(user).size());
                return users().replace(user, next) ? Optional.of(next) : Optional.empty();
            });
            assertThat(users().find(user.id())).isEqualTo(outcomes.get(winner(outcomes)).value());
        }
    }
}
