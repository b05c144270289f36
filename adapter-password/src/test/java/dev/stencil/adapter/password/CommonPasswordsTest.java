package dev.stencil.adapter.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CommonPasswordsTest {
    private final Set<String> passwords = CommonPasswords.load();

    @Test
    void theListHoldsTheFirstAndTheLastOfIt() {
        assertThat(passwords).contains("123456", "password", "correct horse battery staple");
        assertThat(passwords).doesNotContain("", "a password that nobody uses", "rrect horse battery staple",
                "123456\npassword");
    }

    @Test
    void theListIsInLowerCaseAndWithoutLineEnds() {
        // 100,002 lines, some of which differ by case only.
        assertThat(passwords).hasSize(96_520);
        assertThat(passwords).allMatch(password -> password.equals(password.toLowerCase(Locale.ROOT)));
        assertThat(passwords).noneMatch(password -> password.contains("\r") || password.contains("\n"));
    }

    @Test
    void theListCannotBeChanged() {
        assertThatThrownBy(() -> passwords.add("x")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aMissingListIsSaid() {
        assertThatIllegalStateException()
                .isThrownBy(() -> CommonPasswords.load("/dictionaries/missing.txt"))
                .withMessageContaining("nbvcxz");
    }
}
