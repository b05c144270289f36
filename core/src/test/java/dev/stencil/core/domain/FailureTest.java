package dev.stencil.core.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stencil.core.domain.Failure.Unauthenticated;
import dev.stencil.core.domain.Failure.Unauthenticated.Reason;
import dev.stencil.core.domain.template.Content;
import dev.stencil.core.domain.template.ContentLimits;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTest {
    @ParameterizedTest
    @MethodSource
    void theMessageIsASentence(Failure failure) {
        assertThat(failure.getMessage()).matches("[A-Z][A-Za-z0-9 ,:'-]+\\.");
    }

    static Stream<Failure> theMessageIsASentence() {
        return Stream.concat(
                Arrays.stream(Reason.values()).map(Unauthenticated::new),
                Stream.of(
                        new Failure.Invalid("/new_password", "too_short", "must have at least 8 characters"),
                        new Failure.TooLarge(5),
                        new Failure.AccountDisabled(),
                        new Failure.Forbidden(),
                        new Failure.LastAdmin(),
                        new Failure.NotFound(),
                        new Failure.Conflict(new Id("0123456789abcdef01234567")),
                        new Failure.StaleVersion(3),
                        new Failure.QuotaExceeded(5),
                        new Failure.TooManyAttempts(Duration.ofSeconds(5)),
                        new Failure.Unavailable(Duration.ofSeconds(5), "a write was not committed", null),
                        Failure.Unavailable.damaged("what is stored is damaged", null)));
    }

    /** A new kind of failure is to be among those above. */
    @Test
    void everyKindIsTried() {
        assertThat(theMessageIsASentence().map(Object::getClass).distinct())
                .hasSameSizeAs(Failure.class.getPermittedSubclasses());
    }

    @Test
    void whatIsInvalidIsNamedAsTheInputIs() {
        Failure.Invalid invalid = new Failure.Invalid("", "too_short", "must not be empty");
        assertThat(invalid).hasMessage("The value must not be empty.");
        assertThat(invalid.within("/new_password")).hasMessage("The new password must not be empty.");
        assertThat(invalid.within("/new_password").message()).isEqualTo("must not be empty");
        assertThat(invalid.within("/new_password").pointer()).isEqualTo("/new_password");
    }

    /** The names of members are somebody's data, as their values are. */
    @Test
    void aMessageTellsNothingOfAContent() {
        Object content = Map.of("secret", List.of("secret\ud800"));
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> Content.of(content, ContentLimits.DEFAULT))
                .withMessage("The value contains a lone surrogate.")
                .satisfies(e -> assertThat(e.pointer()).isEqualTo("/secret/0"));
    }
}
