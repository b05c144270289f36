package dev.stencil.core.domain.template;

/** The two directions of a list, by {@link Position}. */
public enum Order {
    OLDEST_FIRST, NEWEST_FIRST
}
