package dev.stencil.core.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTest {
    @Test
    void marksInARowAreCounted() {
        assertThat(Text.hasMarksInARow(3, "")).isFalse();
        assertThat(Text.hasMarksInARow(3, "e\u0301\u0323\u0334".repeat(9))).isFalse();
        assertThat(Text.hasMarksInARow(3, "e\u0301\u0323\u0334\u0345")).isTrue();
        // Beyond the basic plane, spacing, enclosing.
        assertThat(Text.hasMarksInARow(3, "\ud83a\udcd0\u0903\u20dd\u0301x")).isTrue();
    }
}
