/** What one step costs as the store grows. */
@NullMarked
package dev.stencil.bench.growth;

import org.jspecify.annotations.NullMarked;
