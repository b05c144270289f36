package dev.stencil.contract.account;

import static dev.stencil.contract.fixture.Concurrently.race;
import static dev.stencil.contract.fixture.Concurrently.winnerOfConflict;
import static dev.stencil.contract.fixture.Described.assertConflict;
import static dev.stencil.contract.fixture.Described.assertThat;

import dev.stencil.contract.fixture.Concurrently;
import dev.stencil.contract.fixture.Described;
import dev.stencil.contract.fixture.Fixtures;
import dev.stencil.contract.fixture.StorageUnderTest;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.port.UserRepository;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a {@link UserRepository} promises. */
public interface UserRepositoryContract extends StorageUnderTest {
    @Test
    default void anAddedUserIsFoundByNameAndById() {
        User user = registered("alice");
        assertStored(user);
    }

    @Test
    default void anUnknownUserIsNotFound() {
        assertThat(users().find(new UserName(Fixtures.name("nobody")))).isEmpty();
        assertThat(users().find(Fixtures.id())).isEmpty();
    }

    @Test
    default void aUserIsFoundByEverySpellingOfTheName() {
        User user = registered("René");
        String rest = user.name().text().substring(4);
        assertThat(Stream.of("rené", "RENÉ", "Rene\u0301", "ＲＥＮÉ").map(begin -> new UserName(begin + rest)))
                .allSatisfy(spelling -> assertThat(users().find(spelling)).contains(user));
    }

    @Test
    default void aNameThatIsTheBeginningOfAnotherIsAnotherName() {
        User user = registered("anna");
        String name = user.name().text();
        assertThat(users().find(new UserName(name.substring(0, name.length() - 1)))).isEmpty();
        assertThat(users().find(new UserName(name + "a"))).isEmpty();
        assertThat(users().find(new UserName(name + "\0"))).isEmpty();
    }

    @Test
    default void aTakenNameIsRefusedWithTheIdOfTheAccountThatHasIt() {
        User user = registered("bob");
        User second = Fixtures.user(user.name().text().toUpperCase(Locale.ROOT));
        assertConflict(user.id(), () -> users().add(second));
        assertThat(users().find(second.id())).isEmpty();
        assertThat(users().find(second.name())).contains(user);
    }

    @Test
    default void addingTheSameAccountAgainIsNoConflict() {
        User user = registered("again");
        users().add(user);
        assertThat(users().find(user.name())).contains(user);
    }

    @Test
    default void addingAnAccountAgainThatWasChangedMeanwhileChangesNothing() {
        User user = stored(Fixtures.user(Fixtures.name("changed"), "old"));
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
                    User user = stored(Fixtures.user(name + Fixtures.id()));
                    assertStored(user);
                }));
    }

    @Test
    default void ofManyRegistrationsOfOneNameOneWins() throws Exception {
        for (int round = 0; round < Concurrently.MANY_ROUNDS; round++) {
            String name = Fixtures.name("race");
            Id won = winnerOfConflict(
                    race(i -> () -> stored(Fixtures.user(i % 2 == 0 ? name : name.toUpperCase(Locale.ROOT))).id()));
            assertThat(users().find(new UserName(name)).map(User::id)).contains(won);
        }
    }
}
