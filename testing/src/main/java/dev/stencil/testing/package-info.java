/**
 * For tests of services that embed Stencil or call it: {@link StencilExtension} for JUnit, which hands out a
 * {@link StencilServer}, the whole server in memory; {@link TestStencil}, the core alone; and their parts. None of this
 * is for production.
 */
@NullMarked
package dev.stencil.testing;

import org.jspecify.annotations.NullMarked;
