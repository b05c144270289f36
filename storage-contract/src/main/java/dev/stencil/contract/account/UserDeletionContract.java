package dev.stencil.contract.account;

import static dev.stencil.contract.fixture.Described.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stencil.contract.fixture.Concurrently;
import dev.stencil.contract.fixture.Fixtures;
import dev.stencil.contract.fixture.StorageUnderTest;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.Tombstone;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.port.UserRepository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a {@link UserRepository} promises of accounts that are deleted. */
public interface UserDeletionContract extends StorageUnderTest {
    /** More than all tests together leave behind. */
    int ALL = 100_000;

    private UserRepository users() {
        return storage().users();
    }

    private boolean isClosed(User user) {
        return users().closed(ALL).stream().anyMatch(user::equals);
    }

    private List<Tombstone> tombstones(Instant left, Id user) {
        return users().tombstones(left, ALL).stream().filter(tombstone -> tombstone.user().equals(user)).toList();
    }

    @Test
    default void aClosedAccountIsListedAndItsNameIsStillTaken() {
        User user = Fixtures.user(Fixtures.name("closed"));
        users().add(user);
        assertThat(isClosed(user)).isFalse();
        User closed = Fixtures.closed(storage(), user);
        assertThat(isClosed(closed)).isTrue();
        assertThat(users().closed(1)).hasSize(1);
        assertThat(users().find(user.name())).contains(closed);
        assertThatExceptionOfType(Failure.Conflict.class)
                .isThrownBy(() -> users().add(Fixtures.user(user.name().text())));
        users().delete(closed, Fixtures.now());
    }

    @Test
    default void aDeletedAccountLeavesATombstoneAndFreesItsName() {
        User user = Fixtures.user(Fixtures.name("deleted"));
        users().add(user);
        User closed = Fixtures.closed(storage(), user);
        Instant left = Fixtures.now();
        users().delete(closed, left);
        assertThat(users().find(user.id())).isEmpty();
        assertThat(users().find(user.name())).isEmpty();
        assertThat(isClosed(closed)).isFalse();
        assertThat(tombstones(left, user.id())).containsExactly(new Tombstone(user.id(), left));
        assertThat(tombstones(left.minusMillis(1), user.id())).isEmpty();
        assertThat(users().tombstones(left, 1)).hasSize(1);

        User next = Fixtures.user(user.name().text());
        users().add(next);
        assertThat(users().find(user.name())).contains(next);
    }

    @Test
    default void deletingAgainChangesNothing() {
        User user = Fixtures.user(Fixtures.name("again"));
        users().add(user);
        User closed = Fixtures.closed(storage(), user);
        users().delete(closed, Fixtures.now());
        User next = Fixtures.user(user.name().text());
        users().add(next);
        users().delete(closed, Fixtures.now());
        assertThat(users().find(user.name())).contains(next);
        assertThat(users().find(user.id())).isEmpty();
    }

    @Test
    default void anAccountThatIsNotClosedIsNotDeleted() {
        User user = Fixtures.user(Fixtures.name("open"));
        users().add(user);
        users().delete(user, Fixtures.now());
        users().delete(user.with(user.access().closed(Fixtures.now()), Fixtures.now()), Fixtures.now());
        assertThat(users().find(user.id())).contains(user);
        assertThat(tombstones(Fixtures.now().plusSeconds(1), user.id())).isEmpty();
    }

    @Test
    default void aTombstoneIsRemoved() {
        User user = Fixtures.user(Fixtures.name("buried"));
        users().add(user);
        users().delete(Fixtures.closed(storage(), user), Fixtures.now());
        users().removeTombstone(user.id());
        users().removeTombstone(user.id());
        users().removeTombstone(Fixtures.id());
        assertThat(tombstones(Fixtures.now().plusSeconds(1), user.id())).isEmpty();
    }

    @Test
    default void aTombstoneIsNoAccount() {
        User user = Fixtures.user(Fixtures.name("nobody"));
        users().add(user);
        users().delete(Fixtures.closed(storage(), user), Fixtures.now());
        assertThat(users().find(user.id())).isEmpty();
        assertThat(users().closed(ALL)).extracting(User::id).doesNotContain(user.id());
        assertThat(users().replace(user, Fixtures.rehashed(user))).isFalse();
    }

    /** Otherwise what is added late to an account that is gone might never be found. */
    @Test
    default void whoNoLongerFindsAnAccountFindsItsTombstone() throws Exception {
        for (int round = 0; round < Concurrently.ROUNDS; round++) {
            User user = Fixtures.user(Fixtures.name("witnessed"));
            users().add(user);
            User closed = Fixtures.closed(storage(), user);
            Instant left = Fixtures.now();
            Instant deadline = left.plusSeconds(30);
            List<Callable<Boolean>> runners = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                runners.add(() -> {
                    while (users().find(user.id()).isPresent() && Fixtures.now().isBefore(deadline)) {
                        Thread.onSpinWait();
                    }
                    return !tombstones(left, user.id()).isEmpty();
                });
            }
            runners.add(() -> {
                users().delete(closed, left);
                return true;
            });
            assertThat(Concurrently.run(runners)).extracting(Concurrently.Outcome::value).containsOnly(true);
        }
    }

    @Test
    default void ofManyThatDeleteAndRegisterOneNameNobodyIsLost() throws Exception {
        for (int round = 0; round < Concurrently.ROUNDS; round++) {
            User user = Fixtures.user(Fixtures.name("race"));
            users().add(user);
            User closed = Fixtures.closed(storage(), user);
            List<User> next = IntStream.range(0, Concurrently.RUNNERS)
                    .mapToObj(i -> Fixtures.user(user.name().text()))
                    .toList();
            List<Callable<Id>> runners = new ArrayList<>();
            for (User each : next) {
                runners.add(() -> {
                    users().delete(closed, Fixtures.now());
                    users().add(each);
                    return each.id();
                });
            }
            List<Concurrently.Outcome<Id>> won =
                    Concurrently.run(runners).stream().filter(outcome -> outcome.failure() == null).toList();
            assertThat(won).as("one of all that came at once wins").hasSize(1);
            assertThat(users().find(user.name()).map(User::id)).contains(won.getFirst().value());
            assertThat(users().find(user.id())).isEmpty();
        }
    }
}
