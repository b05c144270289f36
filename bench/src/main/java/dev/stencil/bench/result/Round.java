package dev.stencil.bench.result;

import org.jspecify.annotations.Nullable;

/**
 * One after the other, within seconds.
 *
 * @param bare {@code null} where there is no baseline
 */
public record Round(Figures stencil, @Nullable Figures bare) {}
