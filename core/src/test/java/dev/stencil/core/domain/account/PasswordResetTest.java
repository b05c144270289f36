package dev.stencil.core.domain.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stencil.core.domain.Id;
import dev.stencil.core.domain.SessionId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PasswordResetTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
    private static final Instant LATER = NOW.plusSeconds(3600);
    private static final Id ADA = new Id("0123456789abcdef01234567");

    private final ResetToken token = ResetToken.next(ADA);
    private final User plain = new User(ADA, new UserName("ada"), "hash", NOW, NOW);
    private final User user = plain.with(PasswordReset.of(token, plain.access(), LATER), NOW);

    private static boolean admits(User user, ResetToken token, Instant now) {
        return user.reset().map(reset -> reset.admits(token, user.access(), now)).orElse(false);
    }

    @Test
    void aTokenIsReadAsItWasHandedOutAndIsGoodUntilItExpires() {
        ResetToken read = ResetToken.parse(token.text()).orElseThrow();
        assertThat(read).isEqualTo(token).doesNotHaveToString(token.text());
        assertThat(admits(user, read, LATER.minusMillis(1))).isTrue();
        assertThat(admits(user, read, LATER)).isFalse();
        assertThat(user.reset().orElseThrow().tokenHash()).hasSize(64).doesNotContain(token.text());
    }

    @Test
    void anotherTokenAndAnotherSpellingAreNotGood() {
        assertThat(admits(user, ResetToken.next(ADA), NOW)).isFalse();
        for (int i = 0; i < token.text().length(); i++) {
            char other = token.text().charAt(i) == 'A' ? 'B' : 'A';
            String altered = token.text().substring(0, i) + other + token.text().substring(i + 1);
            assertThat(ResetToken.parse(altered).filter(it -> admits(user, it, NOW))).isEmpty();
        }
        for (String form : new String[]{"", "x", token.text() + "=", token.text() + "A", ' ' + token.text(),
                "\u00e9"}) {
            assertThat(ResetToken.parse(form).filter(it -> admits(user, it, NOW))).isEmpty();
        }
    }

    @Test
    void aNewOneReplacesTheOneBefore() {
        ResetToken second = ResetToken.next(ADA);
        User again = user.with(PasswordReset.of(second, user.access(), LATER), NOW);
        assertThat(admits(again, token, NOW)).isFalse();
        assertThat(admits(again, second, NOW)).isTrue();
    }

    @Test
    void anyChangeOfThePasswordClearsItAndARehashDoesNot() {
        assertThat(user.withPassword("new", NOW).reset()).isEmpty();
        assertThat(user.withPassword("new", SessionId.ofToken("one"), NOW).reset()).isEmpty();
        assertThat(admits(user.rehashed("new", NOW), token, NOW)).isTrue();
        assertThat(admits(user.with(Roles.of(List.of("ops")), NOW), token, NOW)).isTrue();
    }

    @Test
    void whateverEndsAllSessionsEndsIt() {
        Access access = user.access();
        for (Access ended : new Access[]{
                access.ended(NOW), access.endedBut(SessionId.ofToken("one"), NOW), access.disabled(NOW),
                access.disabled(NOW).enabled(NOW), access.closed(NOW)}) {
            assertThat(admits(user.with(ended, NOW), token, NOW)).isFalse();
        }
    }
}
