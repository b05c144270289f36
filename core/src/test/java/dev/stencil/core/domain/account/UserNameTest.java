package dev.stencil.core.domain.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stencil.core.domain.Failure;
import java.text.Normalizer;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "alice", "a b", "René 🙂", "模板", "x@example.com", "👍🏽", "🇬🇷", "e\u0301", "ಠ_ಠ",
            "\ue000"})
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

    @ParameterizedTest
    @ValueSource(ints = {
            0xad, 0x34f, 0x61c, 0x115f, 0x1160, 0x17b4, 0x180b, 0x180e, 0x180f, 0x200b, 0x200d, 0x200e, 0x202e, 0x2060,
            0x2065,
            0x206f, 0x2800, 0x3164, 0xfe00, 0xfe0f, 0xfeff, 0xffa0, 0xfff0, 0xfff9, 0x110bd, 0x1bca0, 0x1d173, 0xe0001,
            0xe0020,
            0xe0100, 0xe0fff
    })
    void nothingInvisibleIsInANewName(int codePoint) {
        String invisible = Character.toString(codePoint);
        for (String text : new String[]{invisible, "be" + invisible + "a", invisible + "bea", "bea" + invisible}) {
            assertThatExceptionOfType(Failure.Invalid.class)
                    .isThrownBy(() -> UserName.forNewAccount(text))
                    .satisfies(invalid -> assertThat(invalid.code()).isEqualTo("forbidden_character"));
            // Names that exist go on.
            assertThat(new UserName(text).key()).isNotEmpty();
        }
    }

    @Test
    void anEmojiThatNeedsAJoinerOrAVariationSelectorIsRefused() {
        for (String text : new String[]{"👩\u200d👩\u200d👧", "❤\ufe0f"}) {
            assertThatExceptionOfType(Failure.Invalid.class).isThrownBy(() -> UserName.forNewAccount(text));
        }
        assertThat(UserName.forNewAccount("❤").text()).isEqualTo("❤");
    }

    /** Names that were adopted must be found by the keys that they were stored with. */
    @ParameterizedTest
    @ValueSource(strings = {"ΟΔΟΣ ", "Σ", "A\u0345\u0301Σ\u0323\u0334", "ＩİΣ'", "Σ\u0301 模板か", "Å👍Σ.Σ-"})
    void theKeyOfALongNameIsThatOfAShortOneByParts(String part) {
        for (int times : new int[]{1, 10, 100}) {
            String text = part.repeat(times);
            String mapped = Normalizer.normalize(text, Normalizer.Form.NFC)
                    .replace('Ｉ', 'I')
                    .toLowerCase(Locale.ROOT);
            String key = Normalizer.normalize(mapped, Normalizer.Form.NFC);
            assertThat(new UserName(text).key()).isEqualTo(key);
            assertThat(new UserName(key).key()).isEqualTo(key);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0345\u0301\u0323\u0334", "Σ", "Σ'", "Σ\u0301", "İ", "\uff9e\u0345\u0334", "x"})
    void theKeyOfANameThatNoTokenCanCarryIsADigest(String part) {
        for (int length : new int[]{3_100, 16_000, 1 << 20}) {
            String text = "a" + part.repeat(length / part.length());
            String key = new UserName(text).key();
            assertThat(key).matches("sha256:[0-9a-f]{64}");
            assertThat(new UserName(key).key()).isEqualTo(key);
            assertThat(new UserName(text + part).key()).isNotEqualTo(key);
        }
    }

    @Test
    void aKeyIsMadeOnce() {
        UserName name = new UserName("ΑΛΙΚΗ");
        assertThat(name.key()).isSameAs(name.key());
        assertThat(name).isEqualTo(new UserName("ΑΛΙΚΗ")).hasSameHashCodeAs(new UserName("ΑΛΙΚΗ"));
    }

    @Test
    void aNameIsNotShown() {
        assertThat(new UserName("alice").toString()).doesNotContain("alice");
    }
}
