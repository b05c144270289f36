/** Load in a closed loop: each connection sends its next request when it has the answer to the last. */
@NullMarked
package dev.stencil.bench.load;

import org.jspecify.annotations.NullMarked;
