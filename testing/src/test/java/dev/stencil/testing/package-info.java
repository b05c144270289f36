@NullMarked
package dev.stencil.testing;

import org.jspecify.annotations.NullMarked;
