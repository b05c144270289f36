/** A service of its own around the core. */
@NullMarked
package dev.stencil.example.jdk;

import org.jspecify.annotations.NullMarked;
