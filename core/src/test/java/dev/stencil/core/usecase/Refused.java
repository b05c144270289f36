package dev.stencil.core.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stencil.core.domain.Failure;
import dev.stencil.core.domain.Failure.Unauthenticated;
import dev.stencil.core.domain.Failure.Unauthenticated.Reason;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Says that something is refused, and why. */
public final class Refused {
    private Refused() {}

    public static void assertRefused(Reason reason, ThrowingCallable action) {
        assertThatExceptionOfType(Unauthenticated.class)
                .isThrownBy(action)
                .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }

    static void assertInvalid(String pointer, ThrowingCallable action) {
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(action)
                .satisfies(invalid -> assertThat(invalid.pointer()).isEqualTo(pointer));
    }

    static void assertThrottled(ThrowingCallable action) {
        assertThatExceptionOfType(Failure.TooManyAttempts.class).isThrownBy(action);
    }
}
