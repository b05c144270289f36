/** Stencil beside a bare baseline, measured in one run. */
@NullMarked
package dev.stencil.bench;

import org.jspecify.annotations.NullMarked;
