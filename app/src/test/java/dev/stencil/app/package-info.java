@NullMarked
package dev.stencil.app;

import org.jspecify.annotations.NullMarked;
