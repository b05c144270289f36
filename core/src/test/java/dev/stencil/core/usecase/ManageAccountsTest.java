package dev.stencil.core.usecase;

import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.CREDENTIALS;
import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.REVOKED;
import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.UNKNOWN_USER;
import static dev.stencil.core.usecase.Actor.COMMAND_LINE;
import static dev.stencil.core.usecase.Refused.assertInvalid;
import static dev.stencil.core.usecase.Refused.assertRefused;
import static dev.stencil.core.usecase.Service.HERE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stencil.core.domain.Event.Administered;
import dev.stencil.core.domain.Event.Administered.Step;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.account.AccountState;
import dev.stencil.core.domain.account.Roles;
import dev.stencil.core.domain.account.User;
import dev.stencil.core.domain.account.UserFilter;
import dev.stencil.core.usecase.policy.LiveSessions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ManageAccountsTest {
    private final FailingStorage storage = new FailingStorage();
    @AutoClose
    private final Service service = new Service(storage);
    private final ManageAccounts accounts = service.core.manageAccounts();
    private final User root = accounts.add(COMMAND_LINE, "root", "pass", List.of(Roles.ADMIN));
    private final Actor actor = Actor.of(service.signedIn("root"));
    private final User alice = service.register("alice");

    @Test
    void theAccountDecidesWhoIsAnAdministrator() {
        Caller caller = service.signedIn("alice");
        assertForbidden(() -> Actor.of(caller));
        accounts.setRoles(actor, alice.id(), List.of("admin", "mailer"));
        assertThat(Actor.of(service.again(caller)).account()).contains(alice.id());
        accounts.setRoles(actor, alice.id(), List.of("mailer", "administrator"));
        assertForbidden(() -> Actor.of(service.again(caller)));
    }

    @Test
    void whoHasLostTheRoleElsewhereIsRefusedWithinTwoSeconds() {
        Caller caller = service.signedIn("root");
        storage.users().replace(root, root.with(Roles.NONE, service.clock.instant()));
        service.clock.move(LiveSessions.MEMORY);
        assertForbidden(() -> Actor.of(service.again(caller)));
    }

    @Test
    void anAccountIsAddedByTheRulesOfRegistrationInAnyNumber() {
        assertInvalid("/username", () -> accounts.add(actor, " ", "pass", List.of()));
        assertInvalid("/password", () -> accounts.add(actor, "bob", "pas", List.of()));
        assertInvalid("/roles/1", () -> accounts.add(actor, "bob", "pass", List.of("mailer", "Admin")));
        assertInvalid("/roles", () -> accounts.add(actor, "bob", "pass", names(Roles.MAX + 1)));
        assertThatExceptionOfType(Failure.Conflict.class)
                .isThrownBy(() -> accounts.add(actor, "ALICE", "pass", List.of()));
        names(30).forEach(name -> accounts.add(actor, name, "pass", List.of()));
        User bob = accounts.add(actor, "bob", "pass", names(Roles.MAX));
        assertThat(accounts.find(actor, bob.id()).roles().words()).hasSize(Roles.MAX);
        assertThat(service.signedIn("bob").id()).isEqualTo(bob.id());
        assertReported(Step.ADDED, bob);
    }

    @Test
    void aDisabledAccountIsOutAtOnceAndNothingComesBackWhenItIsEnabled() {
        Grant grant = service.signIn("alice");
        Caller caller = service.caller(grant);
        accounts.disable(actor, alice.id());
        for (int i = 0; i < 2; i++) {
            assertRefused(REVOKED, () -> service.again(caller));
            assertRefused(REVOKED, () -> service.core.refreshSession().refresh(grant.refreshToken(), HERE));
            accounts.enable(actor, alice.id());
        }
        assertThat(service.signedIn("alice").id()).isEqualTo(alice.id());
        assertReported(Step.DISABLED, alice);
        assertReported(Step.ENABLED, alice);
    }

    @Test
    void aDisabledAccountAnswersLikeAWrongGuessToWhoeverDoesNotKnowThePassword() {
        accounts.disable(actor, alice.id());
        assertRefused(CREDENTIALS, () -> service.core.signIn().signIn("alice", "wrong", HERE));
        assertThatExceptionOfType(Failure.AccountDisabled.class).isThrownBy(() -> service.signIn("alice"));
    }

    @Test
    void whatAnAccountIsAlreadyEndsNothing() {
        Caller caller = service.signedIn("alice");
        service.events.clear();
        accounts.enable(actor, alice.id());
        accounts.setRoles(actor, alice.id(), List.of());
        assertThat(service.again(caller).user().updated()).isEqualTo(alice.updated());
        assertThat(service.events).isEmpty();
    }

    @Test
    void aNewPasswordEndsAllSessionsAndEnablesNobody() {
        Caller caller = service.signedIn("alice");
        assertInvalid("/new_password", () -> accounts.setPassword(actor, alice.id(), "new"));
        service.again(caller);
        accounts.setPassword(actor, alice.id(), "word");
        assertRefused(REVOKED, () -> service.again(caller));
        assertThat(service.core.signIn().signIn("alice", "word", HERE)).isNotNull();
        assertReported(Step.PASSWORD_SET, alice);
        accounts.disable(actor, alice.id());
        accounts.setPassword(actor, alice.id(), "pass");
        assertThatExceptionOfType(Failure.AccountDisabled.class).isThrownBy(() -> service.signIn("alice"));
    }

    @Test
    void allSessionsEnd() {
        Caller caller = service.signedIn("alice");
        accounts.endSessions(actor, alice.id());
        assertRefused(REVOKED, () -> service.again(caller));
        assertThat(storage.sessions().list(alice.id(), 10)).isEmpty();
        assertReported(Step.SESSIONS_ENDED, alice);
    }

    @Test
    void aDeletedAccountIsGoneAndItsNameIsFree() {
        Caller caller = service.signedIn("alice");
        accounts.delete(actor, alice.id());
        assertRefused(UNKNOWN_USER, () -> service.again(caller));
        assertNotFound(() -> accounts.find(actor, "alice"));
        assertThat(service.register("alice").id()).isNotEqualTo(alice.id());
        assertReported(Step.CLOSED, alice);
    }

    @Test
    void anAccountThatIsBeingDeletedIsShownAndCanOnlyBeDeleted() {
        storage.failing.add("delete");
        assertThatExceptionOfType(Failure.Unavailable.class).isThrownBy(() -> accounts.delete(actor, alice.id()));
        assertThat(accounts.find(actor, "Alice").access().state()).isEqualTo(AccountState.DELETING);
        assertThat(namesOf(UserFilter.ALL.withState(AccountState.DELETING))).containsExactly("alice");
        assertNotFound(() -> accounts.enable(actor, alice.id()));
        assertNotFound(() -> accounts.disable(actor, alice.id()));
        assertNotFound(() -> accounts.setRoles(actor, alice.id(), List.of()));
        assertNotFound(() -> accounts.setPassword(actor, alice.id(), "word"));
        assertNotFound(() -> accounts.endSessions(actor, alice.id()));
        assertNotFound(() -> accounts.beginReset(actor, alice.id()));
        storage.failing.clear();
        accounts.delete(actor, alice.id());
        assertNotFound(() -> accounts.find(actor, alice.id()));
    }

    @Test
    void anAccountThatIsNotThereIsNotFound() {
        Id nobody = new Id("0".repeat(24));
        assertNotFound(() -> accounts.find(actor, nobody));
        assertNotFound(() -> accounts.find(actor, "nobody"));
        assertNotFound(() -> accounts.disable(actor, nobody));
        assertNotFound(() -> accounts.setPassword(actor, nobody, "word"));
        assertNotFound(() -> accounts.delete(actor, nobody));
    }

    @Test
    void theLastActiveAdministratorStays() {
        assertLastAdmin(root.id());
        accounts.setRoles(actor, alice.id(), List.of(Roles.ADMIN));
        accounts.disable(actor, alice.id());
        assertLastAdmin(root.id());
        accounts.setRoles(actor, root.id(), List.of(Roles.ADMIN, "mailer"));
        accounts.enable(actor, alice.id());
        accounts.disable(actor, root.id());
        assertLastAdmin(alice.id());
        accounts.delete(COMMAND_LINE, root.id());
        assertLastAdmin(alice.id());
    }

    @Test
    void aListHasAPrefixAStateAndARole() {
        accounts.add(actor, "ALbert", "pass", List.of("mailer"));
        accounts.add(actor, "bob", "pass", List.of("mailer"));
        accounts.disable(actor, alice.id());
        assertThat(namesOf(UserFilter.ALL)).containsExactly("ALbert", "alice", "bob", "root");
        assertThat(namesOf(UserFilter.ALL.withPrefix("AL"))).containsExactly("ALbert", "alice");
        assertThat(namesOf(UserFilter.ALL.withRole("mailer"))).containsExactly("ALbert", "bob");
        assertThat(namesOf(UserFilter.ALL.withState(AccountState.DISABLED))).containsExactly("alice");
        assertThat(namesOf(UserFilter.ALL.withPrefix("al").withRole("mailer"))).containsExactly("ALbert");
    }

    @Test
    void aChangeThatLostIsMadeOnWhatTheOtherLeft() {
        AtomicInteger others = new AtomicInteger(3);
        storage.during = method -> {
            if (others.getAndDecrement() > 0) {
                User now = service.user("alice");
                storage.users().replace(now, now.with(now.access().ended(service.clock.instant()), now.updated()));
            }
        };
        User changed = accounts.setRoles(actor, alice.id(), List.of("mailer"));
        assertThat(changed).isEqualTo(service.user("alice"));
        assertThat(changed.access().epoch()).isPositive();
        assertThat(service.events.stream().filter(Administered.class::isInstance).map(Administered.class::cast))
                .filteredOn(event -> event.step() == Step.ROLES_SET)
                .containsExactly(new Administered(
                        Step.ROLES_SET, alice.id(), List.of("mailer"), actor.account(), HERE.address()));
    }

    @Test
    void aChangeThatAlwaysLosesEnds() {
        boolean[] inside = {false};
        storage.during = method -> {
            if (!inside[0]) {
                inside[0] = true;
                User now = service.user("alice");
                storage.users().replace(now, now.with(now.access().ended(service.clock.instant()), now.updated()));
                inside[0] = false;
            }
        };
        assertThatExceptionOfType(Failure.Unavailable.class)
                .isThrownBy(() -> accounts.setRoles(actor, alice.id(), List.of("mailer")));
    }

    @Test
    void theCommandLineIsNamedWhereItActs() {
        accounts.endSessions(COMMAND_LINE, alice.id());
        assertThat(service.events)
                .contains(new Administered(Step.SESSIONS_ENDED, alice.id(), List.of(), Optional.empty(), "-"));
    }

    private List<String> namesOf(UserFilter filter) {
        return accounts.list(actor, filter, null, 100).items().stream()
                .map(user -> user.name().text())
                .toList();
    }

    private static List<String> names(int number) {
        return IntStream.range(0, number).mapToObj(i -> "r" + i).toList();
    }

    private void assertReported(Step step, User user) {
        assertThat(service.events).anySatisfy(event -> assertThat(event)
                .isInstanceOfSatisfying(Administered.class, administered -> assertThat(
                        Arrays.asList(administered.step(), administered.user(), administered.by()))
                        .containsExactly(step, user.id(), actor.account())));
    }

    private void assertLastAdmin(Id id) {
        for (ThrowingCallable change : List.<ThrowingCallable>of(
                () -> accounts.disable(COMMAND_LINE, id),
                () -> accounts.setRoles(COMMAND_LINE, id, List.of("mailer")),
                () -> accounts.delete(COMMAND_LINE, id))) {
            assertThatExceptionOfType(Failure.LastAdmin.class).isThrownBy(change);
        }
        assertThat(accounts.find(actor, id).access().isActive()).isTrue();
    }

    private static void assertForbidden(ThrowingCallable action) {
        assertThatExceptionOfType(Failure.Forbidden.class).isThrownBy(action);
    }

    private static void assertNotFound(ThrowingCallable action) {
        assertThatExceptionOfType(Failure.NotFound.class).isThrownBy(action);
    }
}
