/** What single steps cost that every request takes. */
@NullMarked
package dev.stencil.bench.micro;

import org.jspecify.annotations.NullMarked;
