/** The baseline: the fewest lines that answer the same requests from the same data. */
@NullMarked
package dev.stencil.bench.bare;

import org.jspecify.annotations.NullMarked;
