package dev.stencil.core.domain.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stencil.core.domain.Failure;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordRulesTest {
    private static final UserName NAME = new UserName("Alice.Example");
    private final PasswordRules strict = new PasswordRules(8, Set.of("password1"));

    @ParameterizedTest
    @CsvSource({
            "'', too_short", "1234567, too_short", "PassWord1, too_common", "alice.EXAMPLE, too_common",
            "12345678\ud800, lone_surrogate"
    })
    void badPasswordsAreRefused(String password, String code) {
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> strict.check(password, NAME))
                .satisfies(invalid -> assertThat(invalid.code()).isEqualTo(code));
    }

    @Test
    void lengthIsCountedInCodePoints() {
        assertThatCode(() -> strict.check("🙂".repeat(8), NAME)).doesNotThrowAnyException();
        assertThatCode(() -> strict.check("🙂".repeat(256), NAME)).doesNotThrowAnyException();
        assertThatExceptionOfType(Failure.Invalid.class).isThrownBy(() -> strict.check("🙂".repeat(7), NAME));
        assertThatExceptionOfType(Failure.Invalid.class).isThrownBy(() -> strict.check("🙂".repeat(257), NAME));
    }

    @Test
    void anEmptyListTurnsTheBlocklistOff() {
        PasswordRules loose = new PasswordRules(1, Set.of());
        assertThatCode(() -> loose.check("alice.example", NAME)).doesNotThrowAnyException();
        assertThatCode(() -> loose.check("a\0b", NAME)).doesNotThrowAnyException();
        assertThatExceptionOfType(Failure.Invalid.class).isThrownBy(() -> loose.check("", NAME));
    }
}
