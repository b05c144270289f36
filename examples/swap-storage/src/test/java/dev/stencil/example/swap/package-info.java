@NullMarked
package dev.stencil.example.swap;

import org.jspecify.annotations.NullMarked;
