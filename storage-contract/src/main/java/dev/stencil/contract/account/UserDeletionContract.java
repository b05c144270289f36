package dev.stencil.contract.account;

import static dev.stencil.contract.fixture.Concurrently.race;
import static dev.stencil.contract.fixture.Concurrently.winner;
import static dev.stencil.contract.fixture.Described.assertConflict;
import static dev.stencil.contract.fixture.Described.assertThat;

import dev.stencil.contract.fixture.Concurrently;
import dev.stencil.contract.fixture.Fixtures;
import dev.stencil.contract.fixture.StorageUnderTest;
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

    private boolean isClosed(User user) {
        return users().closed(ALL).stream().anyMatch(user::equals);
    }

    private List<Tombstone> tombstones(Instant left, Id user) {
        return users().tombstones(left, ALL).stream().filter(tombstone -> tombstone.user().equals(user)).toList();
    }

    @Test
    default void aClosedAccountIsListedAndItsNameIsStillTaken() {
        User user = registered("closed");
        assertThat(isClosed(user)).isFalse();
        User closed = closed(user);
        assertThat(isClosed(closed)).isTrue();
        assertThat(users().closed(1)).hasSize(1);
        assertThat(users().find(user.name())).contains(closed);
        assertConflict(user.id(), () -> users().add(Fixtures.user(user.name().text())));
        users().delete(closed, Fixtures.now());
    }

    @Test
    default void aDeletedAccountLeavesATombstoneAndFreesItsName() {
        User user = registered("deleted");
        User closed = closed(user);
        Instant left = Fixtures.now();
        users().delete(closed, left);
        assertThat(users().find(user.id())).isEmpty();
        assertThat(users().find(user.name())).isEmpty();
        assertThat(isClosed(closed)).isFalse();
        assertThat(tombstones(left, user.id())).containsExactly(new Tombstone(user.id(), left));
        assertThat(tombstones(left.minusMillis(1), user.id())).isEmpty();
        assertThat(users().tombstones(left, 1)).hasSize(1);

        User next = stored(Fixtures.user(user.name().text()));
        assertThat(users().find(user.name())).contains(next);
    }

    @Test
    default void deletingAgainChangesNothing() {
        User user = registered("again");
        User closed = closed(user);
        users().delete(closed, Fixtures.now());
        User next = stored(Fixtures.user(user.name().text()));
        users().delete(closed, Fixtures.now());
        assertThat(users().find(user.name())).contains(next);
        assertThat(users().find(user.id())).isEmpty();
    }

    @Test
    default void anAccountThatIsNotClosedIsNotDeleted() {
        User user = registered("open");
        users().delete(user, Fixtures.now());
        users().delete(user.with(user.access().closed(Fixtures.now()), Fixtures.now()), Fixtures.now());
        assertThat(users().find(user.id())).contains(user);
        assertThat(tombstones(Fixtures.now().plusSeconds(1), user.id())).isEmpty();
    }

    @Test
    default void aTombstoneIsRemoved() {
        User user = registered("buried");
        users().delete(closed(user), Fixtures.now());
        users().removeTombstone(user.id());
        users().removeTombstone(user.id());
        users().removeTombstone(Fixtures.id());
        assertThat(tombstones(Fixtures.now().plusSeconds(1), user.id())).isEmpty();
    }

    @Test
    default void aTombstoneIsNoAccount() {
        User user = registered("nobody");
        users().delete(closed(user), Fixtures.now());
        assertThat(users().find(user.id())).isEmpty();
        assertThat(users().closed(ALL)).extracting(User::id).doesNotContain(user.id());
        assertThat(users().replace(user, Fixtures.rehashed(user))).isFalse();
    }

    /** Otherwise what is added late to an account that is gone might never be found. */
    @Test
    default void whoNoLongerFindsAnAccountFindsItsTombstone() throws Exception {
        for (int round = 0; round < Concurrently.ROUNDS; round++) {
            User user = registered("witnessed");
            User closed = closed(user);
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
            User user = registered("race");
            User closed = closed(user);
            List<User> next = IntStream.range(0, Concurrently.RUNNERS)
                    .mapToObj(i -> Fixtures.user(user.name().text())).toList();
            int winner = winner(race(i -> () -> {
                users().delete(closed, Fixtures.now());
                return stored(next.get(i));
            }));
            assertThat(users().find(user.name()).map(User::id)).contains(next.get(winner).id());
            assertThat(users().find(user.id())).isEmpty();
        }
    }
}
