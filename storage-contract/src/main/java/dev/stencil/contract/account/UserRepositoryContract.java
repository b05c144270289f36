package dev.stencil.contract.account;

import static dev.stencil.contract.fixture.Described.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stencil.contract.fixture.Concurrently;
import dev.stencil.contract.fixture.Described;
import dev.stencil.contract.fixture.Fixtures;
import dev.stencil.contract.fixture.StorageUnderTest;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.port.UserRepository;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a {@link UserRepository} promises. */
public interface UserRepositoryContract extends StorageUnderTest {
    private UserRepository users() {
        return storage().users();
    }

    @Test
    default void anAddedUserIsFoundByNameAndById() {
        User user = Fixtures.user(Fixtures.name("alice"));
        users().add(user);
        assertThat(users().find(user.name())).contains(user);
        assertThat(users().find(user.id())).contains(user);
    }

    @Test
    default void anUnknownUserIsNotFound() {
        assertThat(users().find(new UserName(Fixtures.name("nobody")))).isEmpty();
        assertThat(users().find(Fixtures.id())).isEmpty();
    }

    @Test
    default void aUserIsFoundByEverySpellingOfTheName() {
        User user = Fixtures.user(Fixtures.name("René"));
        users().add(user);
        String rest = user.name().text().substring(4);
        assertThat(Stream.of("rené", "RENÉ", "Rene\u0301", "ＲＥＮÉ").map(begin -> new UserName(begin + rest)))
                .allSatisfy(spelling -> assertThat(users().find(spelling)).contains(user));
    }

    @Test
    default void aNameThatIsTheBeginningOfAnotherIsAnotherName() {
        User user = Fixtures.user(Fixtures.name("anna"));
        users().add(user);
        String name = user.name().text();
        assertThat(users().find(new UserName(name.substring(0, name.length() - 1)))).isEmpty();
        assertThat(users().find(new UserName(name + "a"))).isEmpty();
        assertThat(users().find(new UserName(name + "\0"))).isEmpty();
    }

    @Test
    default void aTakenNameIsRefusedWithTheIdOfTheAccountThatHasIt() {
        User user = Fixtures.user(Fixtures.name("bob"));
        users().add(user);
        User second = Fixtures.user(user.name().text().toUpperCase(Locale.ROOT));
        assertThatExceptionOfType(Failure.Conflict.class)
                .isThrownBy(() -> users().add(second))
                .satisfies(conflict -> assertThat(conflict.existing()).isEqualTo(user.id()));
        assertThat(users().find(second.id())).isEmpty();
        assertThat(users().find(second.name())).contains(user);
    }

    @Test
    default void addingTheSameAccountAgainIsNoConflict() {
        User user = Fixtures.user(Fixtures.name("again"));
        users().add(user);
        users().add(user);
        assertThat(users().find(user.name())).contains(user);
    }

    @Test
    default void addingAnAccountAgainThatWasChangedMeanwhileChangesNothing() {
        User user = Fixtures.user(Fixtures.name("changed"), "old");
        users().add(user);
        User changed = user.rehashed("new", Fixtures.now());
        assertThat(users().replace(user, changed)).isTrue();
        users().add(user);
        assertThat(users().find(user.id())).contains(changed);
    }

    @TestFactory
    default Stream<DynamicTest> anyNameComesBackAsItWas() {
        return Stream.of(
                "",
                " blank at both ends ",
                "a\0b",
                "\0",
                "\u0001",
                "quote ' \" \\ % _ $ . {}",
                "{\"$ne\": null}",
                "模板 ñ 🙂 \ud83c\udffd \udbff\udffd",
                "x".repeat(1000))
                .map(name -> DynamicTest.dynamicTest(Described.shown(name), () -> {
                    User user = Fixtures.user(name + Fixtures.id());
                    users().add(user);
                    assertThat(users().find(user.name())).contains(user);
                    assertThat(users().find(user.id())).contains(user);
                }));
    }

    @Test
    default void ofManyRegistrationsOfOneNameOneWins() throws Exception {
        for (int round = 0; round < Concurrently.MANY_ROUNDS; round++) {
            String name = Fixtures.name("race");
            List<Callable<Id>> runners = IntStream.range(0, Concurrently.RUNNERS)
                    .mapToObj(i -> (Callable<Id>) () -> {
                        User user = Fixtures.user(i % 2 == 0 ? name : name.toUpperCase(Locale.ROOT));
                        users().add(user);
                        return user.id();
                    })
                    .toList();
            List<Concurrently.Outcome<Id>> outcomes = Concurrently.run(runners);

            List<Concurrently.Outcome<Id>> won =
                    outcomes.stream().filter(outcome -> outcome.failure() == null).toList();
            assertThat(won).as("one of all that came at once wins").hasSize(1);
            assertThat(outcomes).filteredOn(outcome -> outcome.failure() != null).allSatisfy(lost -> assertThat(
                    lost.failure())
                    .isInstanceOfSatisfying(Failure.Conflict.class, conflict -> assertThat(conflict.existing())
                            .isEqualTo(won.getFirst().value())));
            assertThat(users().find(new UserName(name)).map(User::id)).contains(won.getFirst().value());
        }
    }
}
