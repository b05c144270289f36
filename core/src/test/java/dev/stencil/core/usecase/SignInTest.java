package dev.stencil.core.usecase;

import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.CREDENTIALS;
import static dev.stencil.core.usecase.Refused.assertInvalid;
import static dev.stencil.core.usecase.Refused.assertRefused;
import static dev.stencil.core.usecase.Refused.assertThrottled;
import static dev.stencil.core.usecase.Service.ELSEWHERE;
import static dev.stencil.core.usecase.Service.HERE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stencil.core.domain.Client;
import dev.stencil.core.domain.Event;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserName;
import dev.stencil.core.domain.session.Session;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class SignInTest {
    private final FailingStorage storage = new FailingStorage();
    @AutoClose
    private final Service service = new Service(storage);

    @Test
    void whoRegisteredCanSignInInAnySpellingOfTheName() {
        User alice = service.register("Alice");
        Grant grant = service.signIn("aLICE");
        Caller caller = service.caller(grant);
        assertThat(caller.user()).isEqualTo(alice);
        assertThat(service.events)
                .containsExactly(
                        new Event.Registered(alice.id(), HERE.address()),
                        new Event.SignedIn(alice.id(), caller.session(), HERE.address()));
    }

    @Test
    void eachSignInBeginsASession() {
        User alice = service.register("alice");
        Caller first = service.signedIn("alice");
        Caller second = service.signedIn("alice");
        assertThat(service.storage.sessions().list(alice.id(), 9))
                .extracting(Session::id)
                .containsExactly(second.session(), first.session());
        Session session = service.storage.sessions().find(alice.id(), first.session()).orElseThrow();
        assertThat(session.client()).isEqualTo(HERE);
        assertThat(session.expires()).isEqualTo(service.clock.instant().plus(Duration.ofDays(30)));
    }

    @Test
    void oneSessionMoreThanAllowedEndsTheFirst() {
        Caller first = service.registered("alice");
        for (int i = 0; i < SignIn.MAX_SESSIONS; i++) {
            service.clock.move(Duration.ofSeconds(4));
            service.signIn("alice");
        }
        assertThat(service.storage.sessions().find(first.id(), first.session())).isEmpty();
        assertThat(service.storage.sessions().list(first.id(), 9_999)).hasSize(SignIn.MAX_SESSIONS);
    }

    @Test
    void aTakenNameIsAnsweredBeforeAnythingIsHashed() {
        service.register("alice");
        service.hasher.during = () -> {
            throw new AssertionError("hashed");
        };
        assertThatExceptionOfType(Failure.Conflict.class)
                .isThrownBy(() -> service.core.registerUser().register("ALICE", "other", HERE));
    }

    @Test
    void badNamesAndPasswordsPointAtTheirMember() {
        assertInvalid("/username", () -> service.core.registerUser().register(" alice", "pass", HERE));
        assertInvalid("/password", () -> service.core.registerUser().register("alice", "pas", HERE));
        assertInvalid("/username", () -> service.core.signIn().signIn("\ud800", "pass", HERE));
        assertInvalid("/password", () -> service.core.signIn().signIn("alice", "\ud800", HERE));
    }

    @Test
    void anUnknownUserAndAWrongPasswordTakeOneHashEachAndAnswerAlike() {
        User alice = service.register("alice");
        service.hasher.hashes = 0;
        refused("alice", "wrong");
        refused("nobody", "wrong");
        assertThat(service.hasher.hashes).isEqualTo(2);
        assertThat(service.events)
                .endsWith(
                        new Event.SignInFailed(Optional.of(alice.id()), HERE.address()),
                        new Event.SignInFailed(Optional.empty(), HERE.address()));
    }

    @Test
    void guessesArePunishedAndSuccessIsNot() {
        service.register("alice");
        repeat(20, () -> service.signIn("alice"));
        repeat(5, () -> refused("alice", "wrong"));
        assertThrottled(() -> service.signIn("alice"));
        assertThat(service.events).endsWith(new Event.SignInThrottled(HERE.address()));
        assertThat(service.core.signIn().signIn("alice", "pass", ELSEWHERE)).isNotNull();
    }

    @Test
    void anOldHashIsUpgraded() {
        User user = legacyUser();
        service.signIn("alice");
        assertThat(hashOf(user)).contains("new:pass");
        assertThat(service.events).contains(new Event.PasswordHashUpgraded(user.id()));
        assertThat(service.signedIn("alice").id()).isEqualTo(user.id());
    }

    @Test
    void aPasswordThatWasChangedMeanwhileIsNotUndoneByTheUpgrade() {
        User user = legacyUser();
        service.hasher.during =
                () -> service.storage.users().replace(user, user.rehashed("changed", service.clock.instant()));
        service.signIn("alice");
        assertThat(hashOf(user)).contains("changed");
    }

    @Test
    void anUpgradeThatCannotBeStoredDoesNotFailTheSignIn() {
        User user = legacyUser();
        storage.failing.add("replace");
        assertThat(service.signedIn("alice").id()).isEqualTo(user.id());
        assertThat(service.events).anySatisfy(event -> assertThat(event)
                .isInstanceOfSatisfying(
                        Event.PasswordHashUpgradeFailed.class,
                        failed -> assertThat(failed.user()).isEqualTo(user.id())));
    }

    @Test
    void registrationsFromOneAddressAreLimited() {
        IntStream.range(0, 20).forEach(i -> service.register("user " + i));
        assertThrottled(() -> service.register("one more"));
        assertThat(service.core.registerUser().register("another", "pass", ELSEWHERE)).isNotNull();
        service.clock.move(Duration.ofMinutes(3));
        service.register("one more");
        assertThrottled(() -> service.register("and one more"));
    }

    @Test
    void registrationsFromOneIpv6NetworkAreLimitedHoweverItIsDivided() {
        IntStream.range(0, 80).forEach(i -> registerFrom("2001:db8:0:%x::1".formatted(i), i));
        assertThrottled(() -> registerFrom("2001:db8:0:ff::1", 80));
        for (int i = 81; i < 321; i++) {
            registerFrom("2001:db8:0:%x00::1".formatted(1 + i % 255), i);
        }
        assertThrottled(() -> registerFrom("2001:db8:0:ff00::1", 321));
        registerFrom("2001:db8:1::1", 322);
    }

    @Test
    void aClockThatIsSetBackMakesNobodyWait() {
        IntStream.range(0, 20).forEach(i -> service.register("user " + i));
        repeat(5, () -> refused("user 1", "wrong"));
        service.clock.setBack(Duration.ofHours(3));
        service.clock.move(Duration.ofMinutes(3));
        service.register("one more");
        assertThat(service.signIn("user 1")).isNotNull();
    }

    @Test
    void nobodyIsLockedOutByOthers() {
        Caller caller = service.registered("alice");
        for (int i = 0; i < 70; i++) {
            Client stranger = Client.at("10.0.0." + i);
            assertRefused(CREDENTIALS, () -> service.core.signIn().signIn("alice", "wrong", stranger));
            service.clock.move(Duration.ofSeconds(i < 49 ? 0 : 60));
        }
        assertRefused(CREDENTIALS, () -> service.core.signIn().signIn("alice", "wrong", Client.at("10.0.1.1")));
        assertThrottled(() -> service.core.signIn().signIn("alice", "pass", Client.at("10.0.1.2")));
        // From where she signed in, and where she still is signed in.
        assertThat(service.signIn("alice")).isNotNull();
        Caller abroad = new Caller(caller.user(), caller.token(), Client.at("10.0.1.3"));
        service.core.changePassword().change(abroad, "pass", "word");
        service.core.deleteAccount().delete(abroad, "word");
    }

    @Test
    void guessesWithinASessionAndAtLoginAreCountedApart() {
        Caller caller = service.registered("alice");
        repeat(5, () -> assertRefused(CREDENTIALS, () -> service.core.deleteAccount().delete(caller, "wrong")));
        assertThrottled(() -> service.core.deleteAccount().delete(caller, "pass"));
        Caller other = service.signedIn("alice");
        repeat(5, () -> refused("alice", "wrong"));
        assertThrottled(() -> service.signIn("alice"));
        service.core.deleteAccount().delete(other, "pass");
    }

    private static void repeat(int times, Runnable action) {
        IntStream.range(0, times).forEach(i -> action.run());
    }

    private void registerFrom(String address, int number) {
        service.core.registerUser().register("user " + number, "pass", Client.at(address));
    }

    private Optional<String> hashOf(User user) {
        return service.storage.users().find(user.id()).map(User::passwordHash);
    }

    private User legacyUser() {
        User user = new User(
                new Id("0123456789abcdef01234567"), new UserName("alice"), "old:pass", service.clock.instant(),
                service.clock.instant());
        service.storage.users().add(user);
        return user;
    }

    private void refused(String name, String password) {
        assertRefused(CREDENTIALS, () -> service.core.signIn().signIn(name, password, HERE));
    }
}
