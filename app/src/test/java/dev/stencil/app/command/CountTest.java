package dev.stencil.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountTest {
    @Test
    void oneIsNoPlural() {
        assertThat(Count.of(0, "template")).isEqualTo("templates");
        assertThat(Count.of(1, "template")).isEqualTo("template");
        assertThat(Count.of(2, "template")).isEqualTo("templates");
        assertThat(Count.of(1001, "template")).isEqualTo("templates");
    }
}
