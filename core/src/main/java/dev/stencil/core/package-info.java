/** Where an embedder begins: {@link dev.stencil.core.Stencil} makes the use cases. Nothing else belongs here. */
@NullMarked
package dev.stencil.core;

import org.jspecify.annotations.NullMarked;
