package dev.stencil.adapter.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stencil.core.domain.Failure;
import dev.stencil.core.port.PasswordHasher.Verdict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;

class SpringPasswordHasherTest {
    private static final Verdict RIGHT = new Verdict(true, Optional.empty());
    private static final Verdict WRONG = new Verdict(false, Optional.empty());

    private final SpringPasswordHasher hasher = new SpringPasswordHasher(new BCryptPasswordEncoder(5));

    @Test
    void theEncoderHashesAndChecks() {
        String hash = hasher.hash("secret");
        assertThat(hash).startsWith("$2a$05$");
        assertThat(hasher.check("secret", Optional.of(hash))).isEqualTo(RIGHT);
        assertThat(hasher.check("wrong", Optional.of(hash))).isEqualTo(WRONG);
        assertThat(hasher.check("", Optional.of(hash))).isEqualTo(WRONG);
    }

    @Test
    void nobodyHasNoPassword() {
        for (String password : List.of("secret", "nobody's", "")) {
            assertThat(hasher.check(password, Optional.empty())).isEqualTo(WRONG);
        }
    }

    @Test
    void whatTheEncoderCallsOutdatedIsReplaced() {
        String hash = new SpringPasswordHasher(new BCryptPasswordEncoder(4)).hash("secret");
        Verdict verdict = hasher.check("secret", Optional.of(hash));
        assertThat(verdict.upgrade().orElseThrow()).startsWith("$2a$05$");
        assertThat(hasher.check("secret", verdict.upgrade())).isEqualTo(RIGHT);
        assertThat(hasher.check("wrong", Optional.of(hash))).isEqualTo(WRONG);
    }

    @Test
    void aPasswordThatTheEncoderCannotHoldIsInvalidWhenNewAndLogsInAsItIs() {
        String longer = "x".repeat(73);
        assertThatThrownBy(() -> hasher.hash(longer)).isInstanceOf(Failure.Invalid.class);
        String hash = new SpringPasswordHasher(new BCryptPasswordEncoder(4)).hash("x".repeat(72));
        assertThat(hasher.check(longer, Optional.of(hash))).isEqualTo(RIGHT);
    }

    @Test
    void aHashThatTheEncoderThrowsAtMatchesNothing() {
        SpringPasswordHasher delegating =
                new SpringPasswordHasher(PasswordEncoderFactories.createDelegatingPasswordEncoder());
        for (String stored : List.of("", "hunter2", "{unknown}hunter2", "{bcrypt}hunter2")) {
            assertThat(delegating.check("hunter2", Optional.of(stored))).isEqualTo(WRONG);
        }
    }
}
