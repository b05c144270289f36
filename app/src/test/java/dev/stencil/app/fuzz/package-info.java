/** The whole server before requests that nobody would think of. */
@NullMarked
package dev.stencil.app.fuzz;

import org.jspecify.annotations.NullMarked;
