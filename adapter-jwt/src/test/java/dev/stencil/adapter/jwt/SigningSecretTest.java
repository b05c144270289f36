package dev.stencil.adapter.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class SigningSecretTest {
    private static final String SECRET = "0123456789abcdefghijklmnopqrstuv";

    @Test
    void aSecretBelow32BytesIsRefusedWithoutShowingIt() {
        String tooShort = SECRET.substring(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SigningSecret(tooShort))
                .withMessageContaining("32 bytes")
                .withMessageContaining("31")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(tooShort));
    }

    @Test
    void lengthIsCountedInBytes() {
        assertThat(new SigningSecret("\u00e9".repeat(16)).isPublic()).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new SigningSecret("\u00e9".repeat(15)));
    }

    @Test
    void aSecretIsRecognisedByItsHash() {
        SigningSecret secret = new SigningSecret(SECRET);
        assertThat(secret.hasSha256("73337f479fe170d73e53e247f3052e4243cc9c2a0ffa621853d9385c619efb70")).isFalse();
        assertThat(secret.hasSha256("73337f479fe170d73e53e247f3052e4243cc9c2a0ffa621853d9385c619efb77")).isTrue();
        assertThat(secret.isPublic()).isFalse();
    }

    @Test
    void aSecretDoesNotShowItself() {
        assertThat(new SigningSecret(SECRET)).hasToString("SigningSecret[redacted]");
    }
}
