package dev.stencil.core.domain.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.stencil.core.domain.Failure;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RolesTest {
    @Test
    void rolesAreSortedAndEachIsThereOnce() {
        Roles roles = Roles.of(List.of("ops", "admin", "ops", "a0_-"));
        assertThat(roles.words()).containsExactly("a0_-", "admin", "ops");
        assertThat(roles).isEqualTo(Roles.of(List.of("a0_-", "ops", "admin")));
        assertThat(roles.has("admin")).isTrue();
        assertThat(roles.has("adm")).isFalse();
        assertThat(Roles.of(List.of("x".repeat(32))).isEmpty()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", "Admin", "1a", "_a", "-a", "a b", "a\n", "a\0", "\u00e9", "a\uff41", " a", "a,b", "a.b",
            "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"})
    void whatIsNoWordIsRefusedWithItsPlace(String word) {
        refused(List.of("admin", word), "/1", "invalid_role");
    }

    @Test
    void asManyAreTakenAsMayBeAndNoMore() {
        List<String> words = IntStream.range(0, Roles.MAX + 1).mapToObj(i -> "r" + i).toList();
        assertThat(Roles.of(words.subList(0, Roles.MAX)).words()).hasSize(Roles.MAX);
        refused(words, "", "too_many");
    }

    private static void refused(List<String> words, String pointer, String code) {
        assertThatExceptionOfType(Failure.Invalid.class).isThrownBy(() -> Roles.of(words)).satisfies(invalid -> {
            assertThat(invalid.pointer()).isEqualTo(pointer);
            assertThat(invalid.code()).isEqualTo(code);
        });
    }
}
