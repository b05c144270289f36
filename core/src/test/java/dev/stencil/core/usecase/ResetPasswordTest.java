package dev.stencil.core.usecase;

import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.CREDENTIALS;
import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.REVOKED;
import static dev.stencil.core.domain.Failure.Unauthenticated.Reason.SIGNATURE;
import static dev.stencil.core.usecase.Actor.COMMAND_LINE;
import static dev.stencil.core.usecase.Refused.assertInvalid;
import static dev.stencil.core.usecase.Refused.assertRefused;
import static dev.stencil.core.usecase.Refused.assertThrottled;
import static dev.stencil.core.usecase.Service.ELSEWHERE;
import static dev.stencil.core.usecase.Service.HERE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stencil.core.domain.Client;
import dev.stencil.core.domain.Event;
import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.account.ResetToken;
import dev.stencil.core.domain.account.User;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ResetPasswordTest {
    @AutoClose
    private final Service service = new Service();
    private final User alice = service.register("alice");
    private final ManageAccounts accounts = service.core.manageAccounts();

    @Test
    void aTokenSetsAPasswordOnceAndEndsAllSessions() {
        Caller caller = service.signedIn("alice");
        String token = begin();
        reset(token, "word");
        assertRefused(REVOKED, () -> service.again(caller));
        assertRefused(CREDENTIALS, () -> service.signIn("alice"));
        assertThat(service.core.signIn().signIn("alice", "word", HERE)).isNotNull();
        assertThat(service.events).contains(new Event.PasswordReset(alice.id(), HERE.address()));
        assertNotGood(token);
    }

    @Test
    void aTokenIsGoodForAnHour() {
        ManageAccounts.Reset early = accounts.beginReset(COMMAND_LINE, alice.id());
        assertThat(early.expires()).isEqualTo(service.clock.instant().plus(Duration.ofHours(1)));
        service.clock.move(Duration.ofHours(1).minusMillis(1));
        reset(early.token().text(), "word");
        String late = begin();
        service.clock.move(Duration.ofHours(1));
        assertNotGood(late);
    }

    @Test
    void whateverEndsTheSessionsOrSetsAPasswordEndsTheToken() {
        Caller caller = service.signedIn("alice");
        List<Runnable> endings = List.of(
                () -> service.core.changePassword().change(caller, "pass", "word"),
                () -> service.core.manageSessions().endOthers(caller),
                () -> accounts.beginReset(COMMAND_LINE, alice.id()),
                () -> accounts.setPassword(COMMAND_LINE, alice.id(), "pass"),
                () -> accounts.endSessions(COMMAND_LINE, alice.id()),
                () -> accounts.disable(COMMAND_LINE, alice.id()),
                () -> accounts.enable(COMMAND_LINE, alice.id()));
        for (Runnable ending : endings) {
            String token = begin();
            ending.run();
            assertNotGood(token);
            service.clock.move(Duration.ofMinutes(20));
        }
    }

    @Test
    void whatIsNoGoodTokenAnswersAlike() {
        String token = begin();
        String anothers = new ResetToken(service.register("bob").id(), token).text();
        assertNotGood("");
        assertNotGood("\ud800");
        assertNotGood(ResetToken.next(alice.id()).text());
        assertNotGood(anothers.substring(0, 15) + token.substring(16) + "A");
        service.clock.move(Duration.ofMinutes(20));
        assertNotGood(token + "=");
        assertNotGood(token.toUpperCase(Locale.ROOT));
        // The last character has bits that are of no account: one and the same token, by its bytes.
        assertNotGood(token.substring(0, token.length() - 1) + next(token.charAt(token.length() - 1)));
        reset(token, "word");
    }

    private static char next(char last) {
        return (char) (last + 1);
    }

    @Test
    void aPasswordThatIsRefusedDoesNotUseItUp() {
        String token = begin();
        assertInvalid("/new_password", () -> reset(token, "new"));
        assertInvalid("/new_password", () -> reset(token, "\ud800\ud800\ud800\ud800"));
        reset(token, "word");
    }

    @Test
    void nobodyIsEnabled() {
        accounts.disable(COMMAND_LINE, alice.id());
        reset(begin(), "word");
        assertRefused(CREDENTIALS, () -> service.signIn("alice"));
        assertThatExceptionOfType(Failure.AccountDisabled.class)
                .isThrownBy(() -> service.core.signIn().signIn("alice", "word", HERE));
    }

    @Test
    void anAccountThatIsBeingDeletedIsNoneAnyMore() {
        String token = begin();
        User now = service.user("alice");
        service.storage.users().replace(now, now.with(now.access().closed(service.clock.instant()), now.updated()));
        assertNotGood(token);
    }

    @Test
    void guessesAreSlowedDownByAccountAndByNetwork() {
        String token = begin();
        IntStream.range(0, 5).forEach(i -> assertNotGood(ResetToken.next(alice.id()).text()));
        assertThrottled(() -> reset(token, "word"));
        assertThat(service.events).contains(new Event.SignInThrottled(HERE.address()));
        service.core.resetPassword().reset(token, "word", ELSEWHERE);
        IntStream.range(0, 195).forEach(i -> assertNotGood("guess" + i));
        assertThrottled(() -> reset("another", "word"));
        assertThrottled(() -> service.core.signIn().signIn("bob", "wrong", HERE));
    }

    @Test
    void guessesAtATokenKeepNobodyFromLoggingIn() {
        for (int i = 0; i < 60; i++) {
            Client somebody = Client.at("198.51.100." + i);
            String guess = ResetToken.next(alice.id()).text();
            assertThatThrownBy(() -> service.core.resetPassword().reset(guess, "word", somebody))
                    .isInstanceOfAny(Failure.Unauthenticated.class, Failure.TooManyAttempts.class);
        }
        assertThat(service.signIn("alice")).isNotNull();
    }

    @Test
    void ofFiftyAtOnceOneWins() throws Exception {
        String token = begin();
        List<Boolean> refused = AtOnce.run(50, i -> AtOnce.refused(
                () -> service.core.resetPassword().reset(token, "word" + i, Client.at("192.0.2." + i))));
        assertThat(refused).containsOnlyOnce(false);
        assertThat(service.core.signIn().signIn("alice", "word" + refused.indexOf(false), HERE)).isNotNull();
    }

    private String begin() {
        return accounts.beginReset(COMMAND_LINE, alice.id()).token().text();
    }

    private void reset(String token, String password) {
        service.core.resetPassword().reset(token, password, HERE);
    }

    private void assertNotGood(String token) {
        assertRefused(SIGNATURE, () -> reset(token, "some word"));
    }
}
