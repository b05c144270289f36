package dev.stencil.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PluralTest {
    @Test
    void oneIsNoPlural() {
        assertThat(Plural.of(0, "template")).isEqualTo("templates");
        assertThat(Plural.of(1, "template")).isEqualTo("template");
        assertThat(Plural.of(2, "template")).isEqualTo("templates");
        assertThat(Plural.of(1001, "template")).isEqualTo("templates");
    }
}
