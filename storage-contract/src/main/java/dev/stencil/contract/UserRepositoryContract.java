package dev.stencil.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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
        User user = Some.user(Some.name("alice"));
        users().add(user);
        assertThat(users().find(user.name())).contains(user);
        assertThat(users().find(user.id())).contains(user);
    }

    @Test
    default void anUnknownUserIsNotFound() {
        assertThat(users().find(new UserName(Some.name("nobody")))).isEmpty();
        assertThat(users().find(Some.id())).isEmpty();
    }

    @Test
    default void aUserIsFoundByEverySpellingOfTheName() {
        User user = Some.user(Some.name("René"));
        users().add(user);
        String rest = user.name().text().substring(4);
        assertThat(Stream.of("rené", "RENÉ", "Rene\u0301", "ＲＥＮÉ").map(begin -> new UserName(begin + rest)))
                .allSatisfy(spelling -> assertThat(users().find(spelling)).contains(user));
    }

    @Test
    default void aNameThatIsTheBeginningOfAnotherIsAnotherName() {
        User user = Some.user(Some.name("anna"));
        users().add(user);
        String name = user.name().text();
        assertThat(users().find(new UserName(name.substring(0, name.length() - 1)))).isEmpty();
        assertThat(users().find(new UserName(name + "a"))).isEmpty();
        assertThat(users().find(new UserName(name + "\0"))).isEmpty();
    }

    @Test
    default void aTakenNameIsRefusedWithTheIdOfTheAccountThatHasIt() {
        User user = Some.user(Some.name("bob"));
        users().add(user);
        User second = Some.user(user.name().text().toUpperCase(Locale.ROOT));
        assertThatExceptionOfType(Failure.Conflict.class)
                .isThrownBy(() -> users().add(second))
                .satisfies(conflict -> assertThat(conflict.existing()).isEqualTo(user.id()));
        assertThat(users().find(second.id())).isEmpty();
        assertThat(users().find(second.name())).contains(user);
    }

    @Test
    default void addingTheSameAccountAgainIsNoConflict() {
        User user = Some.user(Some.name("again"));
        users().add(user);
        users().add(user);
        assertThat(users().find(user.name())).contains(user);
    }

    @Test
    default void addingAnAccountAgainThatWasChangedMeanwhileChangesNothing() {
        User user = Some.user(Some.name("changed"), "old");
        users().add(user);
        User changed = user.rehashed("new", Some.now());
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
                .map(name -> DynamicTest.dynamicTest(new UserName(name).toString(), () -> {
                    User user = Some.user(name + Some.id());
                    users().add(user);
                    assertThat(users().find(user.name())).contains(user);
                    assertThat(users().find(user.id())).contains(user);
                }));
    }

    @Test
    default void ofManyRegistrationsOfOneNameOneWins() throws Exception {
        for (int round = 0; round < Race.MANY_ROUNDS; round++) {
            String name = Some.name("race");
            List<Callable<Id>> runners = IntStream.range(0, Race.RUNNERS)
                    .mapToObj(i -> (Callable<Id>) () -> {
                        User user = Some.user(i % 2 == 0 ? name : name.toUpperCase(Locale.ROOT));
                        users().add(user);
                        return user.id();
                    })
                    .toList();
            List<Race.Outcome<Id>> outcomes = Race.run(runners);

            List<Race.Outcome<Id>> won = outcomes.stream().filter(outcome -> outcome.failure() == null).toList();
            assertThat(won).hasSize(1);
            assertThat(outcomes).filteredOn(outcome -> outcome.failure() != null).allSatisfy(lost -> assertThat(
                    lost.failure())
                    .isInstanceOfSatisfying(Failure.Conflict.class, conflict -> assertThat(conflict.existing())
                            .isEqualTo(won.getFirst().value())));
            assertThat(users().find(new UserName(name)).map(User::id)).contains(won.getFirst().value());
        }
    }
}
