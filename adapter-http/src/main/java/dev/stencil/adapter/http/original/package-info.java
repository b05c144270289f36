/** The seven routes of the original system, in its dialect. */
@NullMarked
package dev.stencil.adapter.http.original;

import org.jspecify.annotations.NullMarked;
