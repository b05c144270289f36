package dev.stencil.core.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "alice", "a b", "René 🙂", "模板", "x@example.com", "👩‍👩‍👧", "\ue000"})
    void aNameMayBeAlmostAnything(String text) {
        assertThat(UserName.forNewAccount(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {
            "``, too_short",
            "` a`, blank_at_end",
            "`a `, blank_at_end",
            "`a\u00a0`, blank_at_end",
            "`\u3000a`, blank_at_end",
            "`a\u0000b`, forbidden_character",
            "`a\nb`, forbidden_character",
            "`a\u0085b`, forbidden_character",
            "`a\ud800`, forbidden_character",
            "`\udc00b`, forbidden_character",
            "`a\uffffb`, forbidden_character"
    })
    void aNameMayNotBeEverything(String text, String code) {
        assertThatExceptionOfType(Failure.Invalid.class)
                .isThrownBy(() -> UserName.forNewAccount(text))
                .satisfies(invalid -> assertThat(invalid.code()).isEqualTo(code));
    }

    @Test
    void aNameHasAtMost64CodePoints() {
        assertThat(UserName.forNewAccount("🙂".repeat(64)).text()).hasSize(128);
        assertThatExceptionOfType(Failure.Invalid.class).isThrownBy(() -> UserName.forNewAccount("🙂".repeat(65)));
        assertThatExceptionOfType(Failure.Invalid.class).isThrownBy(() -> UserName.forNewAccount("x".repeat(65)));
    }

    @ParameterizedTest
    @CsvSource({
            "Alice, alice", "ＡＬＩＣＥ, alice", "RENÉ, rené", "Rene\u0301, rené", "\uff76\uff9e, \u30ac", "Ⓐ, ⓐ",
            "ΟΔΟΣ, οδος", "Straße, straße", "\u212a, k", "a　b, a b", "ﬁ, ﬁ", "模板, 模板"
    })
    void namesAreComparedWithoutCaseWidthAndNormalisation(String name, String key) {
        assertThat(new UserName(name).key()).isEqualTo(key);
    }

    @Test
    void theKeyOfAKeyIsItself() {
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            if (Character.getType(codePoint) != Character.SURROGATE) {
                for (String text : new String[]{Character.toString(codePoint),
                        "Σ" + Character.toString(codePoint) + "\u0301"}) {
                    String key = new UserName(text).key();
                    assertThat(new UserName(key).key()).isEqualTo(key);
                }
            }
        }
    }

    @Test
    void aNameIsNotShown() {
        assertThat(new UserName("alice").toString()).doesNotContain("alice");
    }
}
