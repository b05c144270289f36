/** A service of its own around the core. */
@NullMarked
package dev.stencil.example.embedding;

import org.jspecify.annotations.NullMarked;
