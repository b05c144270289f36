package dev.stencil.core.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stencil.core.domain.Event;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Failure.Unauthenticated;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.PasswordRules;
import dev.stencil.core.domain.User;
import dev.stencil.core.domain.UserName;
import dev.stencil.core.memory.InMemoryStorage;
import dev.stencil.core.port.PasswordHasher;
import dev.stencil.core.port.TokenIssuer;
import dev.stencil.core.port.TokenVerifier;
import dev.stencil.core.port.UserRepository;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SignInTest {
    private final UserRepository users = new InMemoryStorage().users();
    private final HashingPool hashing = new HashingPool(1);
    private final List<Event> events = new ArrayList<>();
    private final FakeHasher hasher = new FakeHasher();
    private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));
    private final RegisterUser registerUser =
            new RegisterUser(users, hasher, hashing, new PasswordRules(4, Set.of()), clock, events::add);
    private final SignIn signIn = new SignIn(
            users, hasher, hashing, new GuessLimiter(GuessLimits.DEFAULT, clock), new FakeIssuer(), clock, events::add);

    /** A hash is {@code new:<password>}; {@code old:<password>} is one to be upgraded. */
    private static final class FakeHasher implements PasswordHasher {
        private Runnable during = () -> {};
        private int hashes;

        @Override
        public String hash(String password) {
            hashes++;
            during.run();
            return "new:" + password;
        }

        @Override
        public Verdict check(String password, Optional<String> stored) {
            String hash = hash(password);
            boolean old = stored.equals(Optional.of("old:" + password));
            return new Verdict(old || stored.equals(Optional.of(hash)), old ? Optional.of(hash) : Optional.empty());
        }
    }

    private static final class FakeIssuer implements TokenIssuer {
        @Override
        public AccessToken issue(User user) {
            return new AccessToken("token of " + user.name().text(), Duration.ofDays(1));
        }
    }

    @AfterEach
    void stop() {
        hashing.close();
    }

    @Test
    void whoRegisteredCanSignInInAnySpellingOfTheName() {
        Id alice = registerUser.register("Alice", "pass");
        assertThat(signIn.signIn("aLICE", "pass", "here").text()).isEqualTo("token of Alice");
        assertThat(events).containsExactly(new Event.Registered(alice), new Event.SignedIn(alice, "here"));
    }

    @Test
    void aTakenNameIsAnsweredBeforeAnythingIsHashed() {
        registerUser.register("alice", "pass");
        hasher.during = () -> {
            throw new AssertionError("hashed");
        };
        assertThatExceptionOfType(Failure.Conflict.class).isThrownBy(() -> registerUser.register("ALICE", "other"));
    }

    @Test
    void badNamesAndPasswordsPointAtTheirMember() {
        assertInvalid("/username", () -> registerUser.register(" alice", "pass"));
        assertInvalid("/password", () -> registerUser.register("alice", "pas"));
        assertInvalid("/username", () -> signIn.signIn("\ud800", "pass", "here"));
        assertInvalid("/password", () -> signIn.signIn("alice", "\ud800", "here"));
    }

    @Test
    void anUnknownUserAndAWrongPasswordTakeOneHashEachAndAnswerAlike() {
        registerUser.register("alice", "pass");
        hasher.hashes = 0;
        refused("alice", "wrong");
        refused("nobody", "wrong");
        assertThat(hasher.hashes).isEqualTo(2);
    }

    @Test
    void guessesArePunishedAndSuccessIsNot() {
        registerUser.register("alice", "pass");
        for (int i = 0; i < 20; i++) {
            signIn.signIn("alice", "pass", "here");
        }
        for (int i = 0; i < 5; i++) {
            refused("alice", "wrong");
        }
        assertThatExceptionOfType(Failure.TooManyAttempts.class)
                .isThrownBy(() -> signIn.signIn("alice", "pass", "here"));
        assertThat(events).endsWith(new Event.SignInThrottled("here"));
        assertThat(signIn.signIn("alice", "pass", "elsewhere").text()).isEqualTo("token of alice");
    }

    @Test
    void anOldHashIsUpgraded() {
        User user = legacyUser();
        signIn.signIn("alice", "pass", "here");
        assertThat(users.find(user.id()).map(User::passwordHash)).contains("new:pass");
        assertThat(events).contains(new Event.PasswordHashUpgraded(user.id()));
        assertThat(signIn.signIn("alice", "pass", "here").text()).isEqualTo("token of alice");
    }

    @Test
    void aPasswordThatWasChangedMeanwhileIsNotUndoneByTheUpgrade() {
        User user = legacyUser();
        hasher.during = () -> users.replacePasswordHash(user.id(), "old:pass", "changed", clock.instant());
        signIn.signIn("alice", "pass", "here");
        assertThat(users.find(user.id()).map(User::passwordHash)).contains("changed");
    }

    @Test
    void anUpgradeThatCannotBeStoredDoesNotFailTheSignIn() {
        User user = legacyUser();
        UserRepository readOnly = new UserRepository() {
            @Override
            public void add(User added) {
                users.add(added);
            }

            @Override
            public Optional<User> find(UserName name) {
                return users.find(name);
            }

            @Override
            public Optional<User> find(Id id) {
                return users.find(id);
            }

            @Override
            public boolean replacePasswordHash(Id id, String expected, String replacement, Instant now) {
                throw new Failure.Unavailable(Duration.ofSeconds(1), "read-only", null);
            }
        };
        SignIn onReadOnly = new SignIn(
                readOnly, hasher, hashing, new GuessLimiter(GuessLimits.OFF, clock), new FakeIssuer(), clock,
                events::add);
        assertThat(onReadOnly.signIn("alice", "pass", "here").text()).isEqualTo("token of alice");
        assertThat(events).anySatisfy(event -> assertThat(event)
                .isInstanceOfSatisfying(
                        Event.PasswordHashUpgradeFailed.class,
                        failed -> assertThat(failed.user()).isEqualTo(user.id())));
    }

    @Test
    void aTokenIsOnlyGoodForTheAccountItWasIssuedTo() {
        Id alice = registerUser.register("alice", "pass");
        assertThat(authenticate("alice", Optional.empty()).user("t").id()).isEqualTo(alice);
        assertThat(authenticate("alice", Optional.of(alice)).user("t").id()).isEqualTo(alice);
        Id earlier = new Id("000000000000000000000000");
        for (Authenticate stale : List.of(
                authenticate("alice", Optional.of(earlier)), authenticate("nobody", Optional.empty()))) {
            assertThatExceptionOfType(Unauthenticated.class)
                    .isThrownBy(() -> stale.user("t"))
                    .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(Unauthenticated.Reason.UNKNOWN_USER));
        }
    }

    private Authenticate authenticate(String subject, Optional<Id> user) {
        return new Authenticate(token -> new TokenVerifier.Claims(new UserName(subject), user), users);
    }

    private User legacyUser() {
        User user = new User(
                new Id("0123456789abcdef01234567"), new UserName("alice"), "old:pass", clock.instant(),
                clock.instant());
        users.add(user);
        return user;
    }

    private void refused(String name, String password) {
        assertThatExceptionOfType(Unauthenticated.class)
                .isThrownBy(() -> signIn.signIn(name, password, "here"))
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(Unauthenticated.Reason.CREDENTIALS));
    }

    private static void assertInvalid(String pointer, Runnable action) {
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(action::run)
                .satisfies(invalid -> assertThat(invalid.pointer()).isEqualTo(pointer));
    }
}
