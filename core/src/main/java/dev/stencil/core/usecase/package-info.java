/**
 * What a person wants, one class each, made by {@link dev.stencil.core.Stencil} alone. Rules that several of them share
 * are in {@code policy}.
 */
@NullMarked
package dev.stencil.core.usecase;

import org.jspecify.annotations.NullMarked;
