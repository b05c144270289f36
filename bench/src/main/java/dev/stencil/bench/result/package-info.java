/** What was measured, and how it is shown. */
@NullMarked
package dev.stencil.bench.result;

import org.jspecify.annotations.NullMarked;
